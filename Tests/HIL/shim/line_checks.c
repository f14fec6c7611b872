// What happens on lines that are held: presses, edges, lamps.
#include "fixture.h"

void a_button_to_ground_is_active_when_it_is_low(void) {
    IS(let_up(), 0);
    IS(take_button(wired()), 0);
    IS(cgpio_value(&lines[0]), 0);
    IS(press(), 0);
    IS(cgpio_value(&lines[0]), 1);
    IS(let_up(), 0);
    IS(cgpio_value(&lines[0]), 0);
}

void a_button_to_the_supply_is_active_when_it_is_high(void) {
    cgpio_edge edge;
    IS(outside_drive(button, false), 0);
    IS(listen_to_button((cgpio_settings){.offset = button, .bias = CGPIO_BIAS_PULL_DOWN}), 0);
    IS(cgpio_value(&lines[0]), 0);
    IS(outside_drive(button, true), 0);
    IS(cgpio_value(&lines[0]), 1);
    IS(next_edge(&edge), 0);
    IS(edge.active, true);
}

void a_line_is_pulled_as_asked(void) {
    if (outside_pull(button) == -ENOTSUP) {
        check_not_here("this chip has no pulls");
        return;
    }
    static const struct { bool before; cgpio_bias bias; pull after; } rows[] = {
        {false, CGPIO_BIAS_PULL_UP, PULLED_UP},   {true, CGPIO_BIAS_PULL_DOWN, PULLED_DOWN},
        {false, CGPIO_BIAS_AS_IS, PULLED_DOWN},   {true, CGPIO_BIAS_AS_IS, PULLED_UP},
    };
    for (size_t row = 0; row < sizeof rows / sizeof *rows; row++) {
        IS(outside_drive(button, rows[row].before), 0);
        IS(take_button((cgpio_settings){.offset = button, .active_low = true, .bias = rows[row].bias}), 0);
        IS(outside_pull(button), rows[row].after);
        IS(cgpio_value(&lines[0]), rows[row].after == PULLED_DOWN);
        let_go();
    }
}

void edges_come_in_order_with_the_time_when_they_were(void) {
    cgpio_edge edge;
    int64_t last = 0;
    IS(let_up(), 0);
    IS(listen_to_button(wired()), 0);
    IS(edge_waits(0), 0);
    for (int index = 0; index < 20; index++) {
        bool down = index % 2 == 0;
        int64_t before = now_ns();
        IS(down ? press() : let_up(), 0);
        IS(edge_waits(PATIENCE_MS), 1);
        int64_t seen = now_ns();
        // Read late: the stamp must not be the reader's.
        while (now_ns() < seen + 2000000) {}
        IS(next_edge(&edge), 0);
        IS(edge.active, down);
        HOLDS((int64_t)edge.nanoseconds >= before);
        HOLDS((int64_t)edge.nanoseconds <= seen);
        HOLDS((int64_t)edge.nanoseconds > last);
        last = (int64_t)edge.nanoseconds;
        IS(edge_waits(0), 0);
    }
}

// The kernel keeps 16 edges unless asked for more; libgpiod 1 cannot ask, but what it loses then are the last ones.
void a_burst_of_1000_edges_keeps_its_first(void) {
    cgpio_edge edge;
    IS(let_up(), 0);
    IS(listen_to_button(wired()), 0);
    int64_t before = now_ns();
    IS(press(), 0);
    IS(edge_waits(PATIENCE_MS), 1);
    int64_t seen = now_ns();
    // The simulated chip tells one edge in each tick of 10 ms, a slow machine one in each of these rounds.
    for (int round = 0; round < 40; round++) {
        IS(outside_swing(button, round % 2 == 0, 25), 0);
        while (now_ns() < seen + (round + 1) * 10000000) {}
    }
    IS(next_edge(&edge), 0);
    IS(edge.active, true);
    HOLDS((int64_t)edge.nanoseconds >= before && (int64_t)edge.nanoseconds <= seen);
    int count = 1;
    for (uint64_t last = edge.nanoseconds; edge_waits(100) == 1; count++, last = edge.nanoseconds) {
        IS(next_edge(&edge), 0);
        HOLDS(edge.nanoseconds >= last);
    }
    HOLDS(count > 16 || (CGPIO_MAJOR == 1 && count == 16));
    // Whatever was lost of them, the line tells how it is now.
    IS(let_up(), 0);
    IS(cgpio_value(&lines[0]), 0);
}

void bounces_are_left_out_by_libgpiod_2_and_told_by_1(void) {
    cgpio_settings settings = wired();
    cgpio_edge edge;
    const int64_t quiet = 100000000;
    settings.debounce_us = (unsigned)(quiet / 1000);
    IS(let_up(), 0);
    IS(listen_to_button(settings), 0);
    if (CGPIO_MAJOR == 1) {
        for (int index = 0; index < 10; index++) {
            IS(index % 2 == 0 ? press() : let_up(), 0);
            IS(next_edge(&edge), 0);
            IS(edge.active, index % 2 == 0);
        }
        return;
    }
    for (int attempt = 1; attempt <= 10; attempt++) {
        int64_t before = now_ns();
        IS(outside_swing(button, false, 11), 0);
        int64_t after = now_ns();
        IS(next_edge(&edge), 0);
        // A machine that stops in the middle of it bounces for longer than is asked to be left out.
        bool is_one = after - before < quiet / 2;
        if (is_one) {
            IS(edge.active, true);
            // The stamp is of when the line had been quiet; the kernel counts in ticks of 10 ms.
            HOLDS((int64_t)edge.nanoseconds >= before + quiet - 10000000);
        }
        IS(let_up(), 0);
        IS(next_edge(&edge), 0);
        if (is_one) {
            IS(edge.active, false);
            IS(edge_waits(0), 0);
            return;
        }
        while (edge_waits(300) == 1) IS(next_edge(&edge), 0);
    }
    HOLDS(!"the machine is too busy to bounce within 50 ms");
}

void a_lamp_is_lit_and_dark_as_told(void) {
    static const struct { bool active_low, lit; } rows[] = {{false, false}, {false, true}, {true, false}, {true, true}};
    for (size_t row = 0; row < sizeof rows / sizeof *rows; row++) {
        bool low = rows[row].active_low, lit = rows[row].lit;
        IS(take_lamp(low, lit), 0);
        IS(outside_level(lamp), lit != low);
        for (int change = 0; change < 4; change++) {
            lit = !lit;
            IS(cgpio_set(&lines[1], lit), 0);
            IS(outside_level(lamp), lit != low);
            IS(cgpio_value(&lines[1]), lit);
        }
        let_go();
    }
}

// The last one: there is no chip after it.
void a_chip_that_goes_away_is_told_and_hangs_nobody(void) {
    cgpio_edge edge;
    IS(let_up(), 0);
    IS(listen_to_button(wired()), 0);
    IS(take_lamp(false, true), 0);
    int removed = outside_remove_chip();
    if (removed == -ENOTSUP) {
        check_not_here("this chip cannot be taken away");
        return;
    }
    IS(removed, 0);
    IS(edge_waits(PATIENCE_MS), -ENODEV);
    IS(cgpio_read_edge(&lines[0], &edge), -ENODEV);
    IS(cgpio_value(&lines[0]), -ENODEV);
    IS(cgpio_set(&lines[1], false), -ENODEV);
    let_go();
    HOLDS(cgpio_describe_chip(path, &chip) < 0);
}
