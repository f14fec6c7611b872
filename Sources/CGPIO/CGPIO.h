// One face for libgpiod 1.6 (Debian 12) and 2.x (Debian 13, Raspberry Pi OS), chosen when this is compiled.
//
// Every function returns 0 or more when it worked and -errno when it did not. Values and edges are logical: "active"
// is a pressed button and a lit lamp, whatever the polarity of the line.
#ifndef TUTOR_CGPIO_H
#define TUTOR_CGPIO_H

#include <errno.h>
#include <gpiod.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

// Neither header tells its version; this macro went away with the bulk calls of 1.x.
#ifdef GPIOD_LINE_BULK_MAX_LINES
#define CGPIO_MAJOR 1
#else
#define CGPIO_MAJOR 2
#endif

enum { CGPIO_TEXT = 64 };

typedef enum { CGPIO_BIAS_AS_IS, CGPIO_BIAS_PULL_UP, CGPIO_BIAS_PULL_DOWN, CGPIO_BIAS_NONE } cgpio_bias;

typedef struct {
    char name[CGPIO_TEXT];
    char label[CGPIO_TEXT];
    unsigned lines;
} cgpio_chip_facts;

typedef struct {
    char name[CGPIO_TEXT];
    char consumer[CGPIO_TEXT];
    bool used;
} cgpio_line_facts;

typedef struct {
    unsigned offset;
    bool active_low;
    cgpio_bias bias;
    unsigned debounce_us;  // Asked of the kernel with 2.x; 1.x cannot ask.
} cgpio_settings;

typedef struct {
    bool active;
    uint64_t nanoseconds;  // CLOCK_MONOTONIC, taken by the kernel in the interrupt.
} cgpio_edge;

// -errno of the call that just failed; never 0, which would read as success.
static inline int cgpio_failed(void) { return errno > 0 ? -errno : -EIO; }

static inline void cgpio_copy(char target[CGPIO_TEXT], const char *source) {
    snprintf(target, CGPIO_TEXT, "%s", source ? source : "");
}

#if CGPIO_MAJOR == 1

static inline const char *cgpio_version(void) { return gpiod_version_string(); }

typedef struct {
    struct gpiod_chip *chip;
    struct gpiod_line *line;
} cgpio_line;

static inline int cgpio_describe_chip(const char *path, cgpio_chip_facts *facts) {
    struct gpiod_chip *chip = gpiod_chip_open(path);
    if (!chip) return cgpio_failed();
    cgpio_copy(facts->name, gpiod_chip_name(chip));
    cgpio_copy(facts->label, gpiod_chip_label(chip));
    facts->lines = gpiod_chip_num_lines(chip);
    gpiod_chip_close(chip);
    return 0;
}

static inline int cgpio_describe_line(const char *path, unsigned offset, cgpio_line_facts *facts) {
    struct gpiod_chip *chip = gpiod_chip_open(path);
    if (!chip) return cgpio_failed();
    struct gpiod_line *line = gpiod_chip_get_line(chip, offset);
    int result = line ? 0 : cgpio_failed();
    if (line) {
        cgpio_copy(facts->name, gpiod_line_name(line));
        cgpio_copy(facts->consumer, gpiod_line_consumer(line));
        facts->used = gpiod_line_is_used(line);
    }
    gpiod_chip_close(chip);
    return result;
}

static inline int cgpio_request(const char *path, cgpio_settings settings, int type, int value, cgpio_line *line) {
    static const int biases[] = {
        [CGPIO_BIAS_AS_IS] = 0,
        [CGPIO_BIAS_PULL_UP] = GPIOD_LINE_REQUEST_FLAG_BIAS_PULL_UP,
        [CGPIO_BIAS_PULL_DOWN] = GPIOD_LINE_REQUEST_FLAG_BIAS_PULL_DOWN,
        [CGPIO_BIAS_NONE] = GPIOD_LINE_REQUEST_FLAG_BIAS_DISABLE,
    };
    struct gpiod_line_request_config config = {
        .consumer = "tutor",
        .request_type = type,
        .flags = biases[settings.bias] | (settings.active_low ? GPIOD_LINE_REQUEST_FLAG_ACTIVE_LOW : 0),
    };
    line->chip = gpiod_chip_open(path);
    if (!line->chip) return cgpio_failed();
    line->line = gpiod_chip_get_line(line->chip, settings.offset);
    if (line->line && gpiod_line_request(line->line, &config, value) == 0) return 0;
    int result = cgpio_failed();
    gpiod_chip_close(line->chip);
    return result;
}

static inline int cgpio_request_button(const char *path, cgpio_settings settings, cgpio_line *line) {
    return cgpio_request(path, settings, GPIOD_LINE_REQUEST_EVENT_BOTH_EDGES, 0, line);
}

static inline int cgpio_request_lamp(const char *path, cgpio_settings settings, bool lit, cgpio_line *line) {
    return cgpio_request(path, settings, GPIOD_LINE_REQUEST_DIRECTION_OUTPUT, lit, line);
}

static inline int cgpio_descriptor(const cgpio_line *line) { return gpiod_line_event_get_fd(line->line); }

// Call it when the descriptor can be read: it blocks otherwise.
static inline int cgpio_read_edge(const cgpio_line *line, cgpio_edge *edge) {
    struct gpiod_line_event event;
    if (gpiod_line_event_read(line->line, &event) < 0) return cgpio_failed();
    edge->active = event.event_type == GPIOD_LINE_EVENT_RISING_EDGE;
    edge->nanoseconds = (uint64_t)event.ts.tv_sec * 1000000000u + (uint64_t)event.ts.tv_nsec;
    return 0;
}

static inline int cgpio_value(const cgpio_line *line) {
    int value = gpiod_line_get_value(line->line);
    return value < 0 ? cgpio_failed() : value;
}

static inline int cgpio_set(const cgpio_line *line, bool active) {
    return gpiod_line_set_value(line->line, active) < 0 ? cgpio_failed() : 0;
}

static inline void cgpio_release(cgpio_line *line) { gpiod_chip_close(line->chip); }

#else

static inline const char *cgpio_version(void) { return gpiod_api_version(); }

typedef struct {
    struct gpiod_line_request *request;
    struct gpiod_edge_event_buffer *edges;
    unsigned offset;
} cgpio_line;

static inline int cgpio_describe_chip(const char *path, cgpio_chip_facts *facts) {
    struct gpiod_chip *chip = gpiod_chip_open(path);
    if (!chip) return cgpio_failed();
    struct gpiod_chip_info *info = gpiod_chip_get_info(chip);
    int result = info ? 0 : cgpio_failed();
    if (info) {
        cgpio_copy(facts->name, gpiod_chip_info_get_name(info));
        cgpio_copy(facts->label, gpiod_chip_info_get_label(info));
        facts->lines = gpiod_chip_info_get_num_lines(info);
        gpiod_chip_info_free(info);
    }
    gpiod_chip_close(chip);
    return result;
}

static inline int cgpio_describe_line(const char *path, unsigned offset, cgpio_line_facts *facts) {
    struct gpiod_chip *chip = gpiod_chip_open(path);
    if (!chip) return cgpio_failed();
    struct gpiod_line_info *info = gpiod_chip_get_line_info(chip, offset);
    int result = info ? 0 : cgpio_failed();
    if (info) {
        cgpio_copy(facts->name, gpiod_line_info_get_name(info));
        cgpio_copy(facts->consumer, gpiod_line_info_get_consumer(info));
        facts->used = gpiod_line_info_is_used(info);
        gpiod_line_info_free(info);
    }
    gpiod_chip_close(chip);
    return result;
}

// The request outlives the chip's handle, the line settings and both configurations.
static inline int cgpio_request(
    const char *path, unsigned offset, struct gpiod_line_settings *settings, cgpio_line *line) {
    struct gpiod_chip *chip = gpiod_chip_open(path);
    if (!chip) return cgpio_failed();
    struct gpiod_line_config *lines = gpiod_line_config_new();
    struct gpiod_request_config *config = gpiod_request_config_new();
    *line = (cgpio_line){.offset = offset};
    if (lines && config && gpiod_line_config_add_line_settings(lines, &offset, 1, settings) == 0) {
        gpiod_request_config_set_consumer(config, "tutor");
        // The kernel keeps 16 edges unless asked, and drops the oldest: a bouncing press would lose its beginning.
        gpiod_request_config_set_event_buffer_size(config, 1024);
        line->request = gpiod_chip_request_lines(chip, config, lines);
    }
    int result = line->request ? 0 : cgpio_failed();
    gpiod_request_config_free(config);
    gpiod_line_config_free(lines);
    gpiod_chip_close(chip);
    return result;
}

static inline int cgpio_request_button(const char *path, cgpio_settings wanted, cgpio_line *line) {
    static const enum gpiod_line_bias biases[] = {
        [CGPIO_BIAS_AS_IS] = GPIOD_LINE_BIAS_AS_IS,
        [CGPIO_BIAS_PULL_UP] = GPIOD_LINE_BIAS_PULL_UP,
        [CGPIO_BIAS_PULL_DOWN] = GPIOD_LINE_BIAS_PULL_DOWN,
        [CGPIO_BIAS_NONE] = GPIOD_LINE_BIAS_DISABLED,
    };
    struct gpiod_line_settings *settings = gpiod_line_settings_new();
    if (!settings) return cgpio_failed();
    gpiod_line_settings_set_direction(settings, GPIOD_LINE_DIRECTION_INPUT);
    gpiod_line_settings_set_edge_detection(settings, GPIOD_LINE_EDGE_BOTH);
    gpiod_line_settings_set_bias(settings, biases[wanted.bias]);
    gpiod_line_settings_set_active_low(settings, wanted.active_low);
    gpiod_line_settings_set_debounce_period_us(settings, wanted.debounce_us);
    gpiod_line_settings_set_event_clock(settings, GPIOD_LINE_CLOCK_MONOTONIC);
    int result = cgpio_request(path, wanted.offset, settings, line);
    gpiod_line_settings_free(settings);
    if (result < 0) return result;
    line->edges = gpiod_edge_event_buffer_new(1);
    if (line->edges) return 0;
    result = cgpio_failed();
    gpiod_line_request_release(line->request);
    return result;
}

static inline int cgpio_request_lamp(const char *path, cgpio_settings wanted, bool lit, cgpio_line *line) {
    struct gpiod_line_settings *settings = gpiod_line_settings_new();
    if (!settings) return cgpio_failed();
    gpiod_line_settings_set_direction(settings, GPIOD_LINE_DIRECTION_OUTPUT);
    gpiod_line_settings_set_active_low(settings, wanted.active_low);
    gpiod_line_settings_set_output_value(settings, lit ? GPIOD_LINE_VALUE_ACTIVE : GPIOD_LINE_VALUE_INACTIVE);
    int result = cgpio_request(path, wanted.offset, settings, line);
    gpiod_line_settings_free(settings);
    return result;
}

static inline int cgpio_descriptor(const cgpio_line *line) { return gpiod_line_request_get_fd(line->request); }

// Call it when the descriptor can be read: it blocks otherwise.
static inline int cgpio_read_edge(const cgpio_line *line, cgpio_edge *edge) {
    if (gpiod_line_request_read_edge_events(line->request, line->edges, 1) < 1) return cgpio_failed();
    struct gpiod_edge_event *event = gpiod_edge_event_buffer_get_event(line->edges, 0);
    if (!event) return cgpio_failed();
    edge->active = gpiod_edge_event_get_event_type(event) == GPIOD_EDGE_EVENT_RISING_EDGE;
    edge->nanoseconds = gpiod_edge_event_get_timestamp_ns(event);
    return 0;
}

static inline int cgpio_value(const cgpio_line *line) {
    enum gpiod_line_value value = gpiod_line_request_get_value(line->request, line->offset);
    return value == GPIOD_LINE_VALUE_ERROR ? cgpio_failed() : value == GPIOD_LINE_VALUE_ACTIVE;
}

static inline int cgpio_set(const cgpio_line *line, bool active) {
    enum gpiod_line_value value = active ? GPIOD_LINE_VALUE_ACTIVE : GPIOD_LINE_VALUE_INACTIVE;
    return gpiod_line_request_set_value(line->request, line->offset, value) < 0 ? cgpio_failed() : 0;
}

static inline void cgpio_release(cgpio_line *line) {
    if (line->edges) gpiod_edge_event_buffer_free(line->edges);
    gpiod_line_request_release(line->request);
}

#endif
#endif
