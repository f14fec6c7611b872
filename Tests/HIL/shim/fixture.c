#include "fixture.h"

#include <glob.h>
#include <poll.h>

char path[64];
cgpio_chip_facts chip;
const char *label, *button_name, *lamp_name, *held_name;
unsigned button, lamp, held;

cgpio_line lines[2];
static bool holds[2];

int take_button(cgpio_settings settings) {
    int result = cgpio_request_button(path, settings, &lines[0]);
    holds[0] = result == 0;
    return result;
}

int take_lamp(bool active_low, bool lit) {
    int result = cgpio_request_lamp(path, (cgpio_settings){.offset = lamp, .active_low = active_low}, lit, &lines[1]);
    holds[1] = result == 0;
    return result;
}

void let_go(void) {
    for (int index = 0; index < 2; index++) {
        if (holds[index]) cgpio_release(&lines[index]);
        holds[index] = false;
    }
}

int listen_to_button(cgpio_settings settings) {
    int result = take_button(settings);
    bool rest = settings.active_low;
    cgpio_edge edge;
    for (int active = 1; active >= 0 && result == 0; active--) {
        result = outside_drive(button, active ? !rest : rest);
        do {
            if (result == 0) result = next_edge(&edge);
        } while (result == 0 && edge.active != (bool)active);
    }
    while (result == 0 && edge_waits(30) == 1) result = cgpio_read_edge(&lines[0], &edge);
    return result;
}

cgpio_settings wired(void) {
    return (cgpio_settings){.offset = button, .active_low = true, .bias = CGPIO_BIAS_PULL_UP};
}
int press(void) { return outside_drive(button, false); }
int let_up(void) { return outside_drive(button, true); }

int edge_waits(int milliseconds) {
    struct pollfd wait = {.fd = cgpio_descriptor(&lines[0]), .events = POLLIN};
    int ready = poll(&wait, 1, milliseconds);
    return ready < 0 ? -errno : ready == 0 ? 0 : wait.revents & POLLIN ? 1 : -ENODEV;
}

int next_edge(cgpio_edge *edge) {
    int ready = edge_waits(PATIENCE_MS);
    return ready < 0 ? ready : ready == 0 ? -ETIME : cgpio_read_edge(&lines[0], edge);
}

int find_line(const char *name, unsigned *offset) {
    cgpio_line_facts facts;
    for (*offset = 0; *offset < chip.lines; ++*offset) {
        int result = cgpio_describe_line(path, *offset, &facts);
        if (result < 0) return result;
        if (strcmp(facts.name, name) == 0) return 0;
    }
    return -ENOENT;
}

int find_chip(void) {
    glob_t found;
    int result = glob("/dev/gpiochip*", 0, NULL, &found) == 0 ? -ENODEV : -ENOENT;
    for (size_t index = 0; result == -ENODEV && index < found.gl_pathc; index++) {
        if (cgpio_describe_chip(found.gl_pathv[index], &chip) < 0 || strcmp(chip.label, label) != 0) continue;
        snprintf(path, sizeof path, "%s", found.gl_pathv[index]);
        result = 0;
    }
    globfree(&found);
    return result;
}
