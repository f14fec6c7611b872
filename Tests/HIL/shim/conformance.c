// What Sources/CGPIO/CGPIO.h promises, held against a chip of a real kernel: the same for libgpiod 1 and 2.
//
// usage: conformance LABEL BUTTON LAMP [HELD]     label of the chip; names of two of its lines that nobody holds, and
//                                                 of one that a driver of the kernel holds
// exit: 0 all kept · 1 some were broken · 64 wrong usage · 69 no such chip or lines, or no way to drive them
#include "fixture.h"

static const check checks[] = {
    {"the library is of the version that was compiled against", the_library_is_of_the_version_that_was_compiled_against},
    {"a chip tells what it is", chip_tells_what_it_is},
    {"what is no chip is an error", what_is_no_chip_is_an_error},
    {"a chip that may not be opened is told as such", a_closed_chip_is_told_as_such},
    {"a free line tells its name, and that nobody has it", a_free_line_tells_its_name_and_that_nobody_has_it},
    {"an offset beyond the chip is an error", an_offset_beyond_the_chip_is_an_error},
    {"a line in use is busy, and tells who has it", a_line_in_use_is_busy_and_tells_who_has_it},
    {"a line of a driver is busy, and tells which", a_line_of_a_driver_is_busy_and_tells_which},
    {"a released line is free, and nothing of it stays", a_released_line_is_free_and_nothing_of_it_stays},
    {"a button to ground is active when it is low", a_button_to_ground_is_active_when_it_is_low},
    {"a button to the supply is active when it is high", a_button_to_the_supply_is_active_when_it_is_high},
    {"a line is pulled as asked", a_line_is_pulled_as_asked},
    {"edges come in order, with the time when they were", edges_come_in_order_with_the_time_when_they_were},
    {"a burst of 1,000 edges keeps its first", a_burst_of_1000_edges_keeps_its_first},
    {"bounces are left out by libgpiod 2, and told by 1", bounces_are_left_out_by_libgpiod_2_and_told_by_1},
    {"a lamp is lit and dark as told", a_lamp_is_lit_and_dark_as_told},
    {"a chip that goes away is told, and hangs nobody", a_chip_that_goes_away_is_told_and_hangs_nobody},
};

int main(int count, char **arguments) {
    if (count < 4 || count > 5) {
        fprintf(stderr, "usage: conformance LABEL BUTTON LAMP [HELD]\n");
        return 64;
    }
    setvbuf(stdout, NULL, _IONBF, 0);
    label = arguments[1], button_name = arguments[2], lamp_name = arguments[3], held_name = arguments[4];
    int result = outside_open();
    const char *what = "driving the lines (TUTOR_GPIO_SIM or TUTOR_GPIO_OUTSIDE)";
    if (result == 0) result = find_chip(), what = label;
    if (result == 0) result = find_line(button_name, &button), what = button_name;
    if (result == 0) result = find_line(lamp_name, &lamp), what = lamp_name;
    if (result == 0 && held_name) result = find_line(held_name, &held), what = held_name;
    if (result < 0) {
        fprintf(stderr, "conformance: %s: %s\n", what, strerror(-result));
        return 69;
    }
    int failures = check_all(checks, sizeof checks / sizeof *checks, let_go);
    printf("libgpiod %s (the face of version %d): %d of %zu checks failed\n", cgpio_version(), CGPIO_MAJOR,
           failures, sizeof checks / sizeof *checks);
    return failures > 0;
}
