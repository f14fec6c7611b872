// What can be known of a chip and its lines, and who may have them.
#include "fixture.h"

#include <malloc.h>
#include <unistd.h>

enum { NOBODY = 65534 };

void the_library_is_of_the_version_that_was_compiled_against(void) {
    IS(atoi(cgpio_version()), CGPIO_MAJOR);
}

void chip_tells_what_it_is(void) {
    READS(chip.label, label);
    READS(chip.name, path + strlen("/dev/"));
    HOLDS(chip.lines > button && chip.lines > lamp);
}

void what_is_no_chip_is_an_error(void) {
    cgpio_chip_facts facts;
    cgpio_line_facts line;
    IS(cgpio_describe_chip("/dev/gpiochip99", &facts), -ENOENT);
    HOLDS(cgpio_describe_chip("/dev/null", &facts) < 0);
    IS(cgpio_describe_line("/dev/gpiochip99", 0, &line), -ENOENT);
    cgpio_line none;
    IS(cgpio_request_button("/dev/gpiochip99", wired(), &none), -ENOENT);
    IS(cgpio_request_lamp("/dev/gpiochip99", wired(), false, &none), -ENOENT);
}

void a_closed_chip_is_told_as_such(void) {
    cgpio_chip_facts facts;
    cgpio_line none;
    if (geteuid() != 0) {
        check_not_here("only root can become nobody");
        return;
    }
    HOLDS(seteuid(NOBODY) == 0);
    int described = cgpio_describe_chip(path, &facts), requested = cgpio_request_button(path, wired(), &none);
    HOLDS(seteuid(0) == 0);
    IS(described, -EACCES);
    IS(requested, -EACCES);
}

void a_free_line_tells_its_name_and_that_nobody_has_it(void) {
    cgpio_line_facts facts;
    IS(cgpio_describe_line(path, button, &facts), 0);
    READS(facts.name, button_name);
    READS(facts.consumer, "");
    IS(facts.used, false);
}

void an_offset_beyond_the_chip_is_an_error(void) {
    cgpio_line_facts facts;
    cgpio_line none;
    cgpio_settings beyond = {.offset = chip.lines};
    IS(cgpio_describe_line(path, chip.lines, &facts), -EINVAL);
    IS(cgpio_request_button(path, beyond, &none), -EINVAL);
    IS(cgpio_request_lamp(path, beyond, true, &none), -EINVAL);
}

void a_line_in_use_is_busy_and_tells_who_has_it(void) {
    cgpio_line second;
    cgpio_line_facts facts;
    IS(take_button(wired()), 0);
    IS(take_lamp(false, false), 0);
    IS(cgpio_request_button(path, wired(), &second), -EBUSY);
    IS(cgpio_request_lamp(path, wired(), false, &second), -EBUSY);
    IS(cgpio_request_lamp(path, (cgpio_settings){.offset = lamp}, false, &second), -EBUSY);
    for (int index = 0; index < 2; index++) {
        IS(cgpio_describe_line(path, index ? lamp : button, &facts), 0);
        IS(facts.used, true);
        READS(facts.consumer, "tutor");
    }
}

void a_line_of_a_driver_is_busy_and_tells_which(void) {
    cgpio_line second;
    cgpio_line_facts facts;
    if (!held_name) {
        check_not_here("no driver holds a line of this chip");
        return;
    }
    IS(cgpio_describe_line(path, held, &facts), 0);
    IS(facts.used, true);
    HOLDS(facts.consumer[0] != 0);
    IS(cgpio_request_button(path, (cgpio_settings){.offset = held}, &second), -EBUSY);
}

void a_released_line_is_free_and_nothing_of_it_stays(void) {
    cgpio_line_facts facts;
    size_t before = 0;
    for (int round = 0; round < 100; round++) {
        IS(cgpio_describe_chip(path, &chip), 0);
        IS(take_button(wired()), 0);
        IS(take_lamp(false, true), 0);
        let_go();
        IS(cgpio_describe_line(path, button, &facts), 0);
        IS(facts.used, false);
        // After the first rounds the C library has what it keeps for itself.
        if (round == 9) before = mallinfo2().uordblks;
    }
    IS(mallinfo2().uordblks, before);
}
