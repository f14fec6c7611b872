// The chip and the two lines that the checks are about, and what a check holds of them.
#ifndef FIXTURE_H
#define FIXTURE_H

#include "CGPIO.h"
#include "check.h"
#include "outside.h"

enum { PATIENCE_MS = 10000 };

// A chip, as find_chip found it, and lines of it, as find_line did.
extern char path[64];
extern cgpio_chip_facts chip;
extern const char *label, *button_name, *lamp_name, *held_name;  // held_name may be NULL
extern unsigned button, lamp, held;

int find_chip(void);
int find_line(const char *name, unsigned *offset);

// What the check that runs holds, so that it may end anywhere: the button and the lamp.
extern cgpio_line lines[2];
int take_button(cgpio_settings settings);
int take_lamp(bool active_low, bool lit);
void let_go(void);

// Takes the button, presses it once and lets it up: a controller that had an edge while nobody listened tells it to who
// listens next, and a busy machine tells it late.
int listen_to_button(cgpio_settings settings);

// The button as boards wire it: to ground, pulled up.
cgpio_settings wired(void);
int press(void);
int let_up(void);

// 1 when an edge of the button can be read, or will be within a time; 0 when not; -ENODEV when the line is gone.
int edge_waits(int milliseconds);
// -ETIME when none comes.
int next_edge(cgpio_edge *edge);

// The checks, in conformance.c's order.
void the_library_is_of_the_version_that_was_compiled_against(void);
void chip_tells_what_it_is(void);
void what_is_no_chip_is_an_error(void);
void a_closed_chip_is_told_as_such(void);
void a_free_line_tells_its_name_and_that_nobody_has_it(void);
void an_offset_beyond_the_chip_is_an_error(void);
void a_line_in_use_is_busy_and_tells_who_has_it(void);
void a_line_of_a_driver_is_busy_and_tells_which(void);
void a_released_line_is_free_and_nothing_of_it_stays(void);
void a_button_to_ground_is_active_when_it_is_low(void);
void a_button_to_the_supply_is_active_when_it_is_high(void);
void a_line_is_pulled_as_asked(void);
void edges_come_in_order_with_the_time_when_they_were(void);
void a_burst_of_1000_edges_keeps_its_first(void);
void bounces_are_left_out_by_libgpiod_2_and_told_by_1(void);
void a_lamp_is_lit_and_dark_as_told(void);
void a_chip_that_goes_away_is_told_and_hangs_nobody(void);

#endif
