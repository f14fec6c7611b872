#define _GNU_SOURCE
#include "VolatileVFS.h"

#include <errno.h>
#include <pthread.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SECTOR = 512 };

// Since the last sync.
struct change {
    sqlite3_int64 offset;
    int length;            // -1: truncated to `offset`
    unsigned char *bytes;
};

struct contents {
    unsigned char *bytes;
    size_t size;
    size_t room;
};

struct card_file {
    char *name;
    int is_gone;  // deleted; at once, also after a cut
    uint64_t syncs;
    struct contents durable;
    struct change *changes;
    size_t count;
    size_t room;
    struct card_file *next;
};

struct volatile_disk {
    char *folder;  // with a slash at its end
    struct card_file *files;
    uint64_t random;
    int lies;
    uint64_t operations;
    uint64_t cut_at;  // 0: never
    char *image;
    int cuts;
    enum volatile_fault fault;
    int error;
    uint64_t fault_after;
    uint64_t fault_times;
    uint64_t failures;
    struct volatile_disk *next;
};

// What SQLite opened; the file of the VFS before stands behind it.
struct open_file {
    sqlite3_file base;
    struct volatile_disk *disk;
    struct card_file *file;
    sqlite3_file *real;
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct volatile_disk *disks;
static sqlite3_vfs *below;
static sqlite3_vfs volatile_vfs;

// MARK: Contents

static uint64_t draw(struct volatile_disk *disk, uint64_t below_this) {
    // SplitMix64.
    uint64_t mixed = disk->random += 0x9E3779B97F4A7C15u;
    mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9u;
    mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EBu;
    return (mixed ^ (mixed >> 31)) % below_this;
}

static void *must(void *memory) {
    if (!memory) abort();
    return memory;
}

static void resize(struct contents *contents, size_t size) {
    if (size > contents->room) {
        contents->room = size * 2;
        contents->bytes = must(realloc(contents->bytes, contents->room));
    }
    if (size > contents->size) memset(contents->bytes + contents->size, 0, size - contents->size);
    contents->size = size;
}

static void put(struct contents *contents, const unsigned char *bytes, size_t offset, size_t length) {
    if (length == 0) return;
    if (offset + length > contents->size) resize(contents, offset + length);
    memcpy(contents->bytes + offset, bytes, length);
}

static void apply(struct contents *contents, const struct change *change) {
    if (change->length < 0) {
        if ((size_t)change->offset < contents->size) resize(contents, (size_t)change->offset);
    } else {
        put(contents, change->bytes, (size_t)change->offset, (size_t)change->length);
    }
}

// Each sector of its own accord.
static void tear(struct volatile_disk *disk, struct contents *contents, const struct change *change) {
    sqlite3_int64 at = change->offset, end = change->offset + change->length;
    while (at < end) {
        sqlite3_int64 next = (at / SECTOR + 1) * SECTOR;
        if (next > end) next = end;
        if (draw(disk, 2)) put(contents, change->bytes + (at - change->offset), (size_t)at, (size_t)(next - at));
        at = next;
    }
}

static void note(struct card_file *file, sqlite3_int64 offset, int length, const void *bytes) {
    if (file->count == file->room) {
        file->room = file->room ? file->room * 2 : 16;
        file->changes = must(realloc(file->changes, file->room * sizeof *file->changes));
    }
    struct change change = {offset, length, NULL};
    if (length > 0) {
        change.bytes = must(malloc((size_t)length));
        memcpy(change.bytes, bytes, (size_t)length);
    }
    file->changes[file->count++] = change;
}

static void forget(struct card_file *file) {
    for (size_t index = 0; index < file->count; index++) free(file->changes[index].bytes);
    file->count = 0;
}

static void discard(struct card_file *file) {
    forget(file);
    free(file->changes);
    free(file->durable.bytes);
    free(file->name);
    free(file);
}

// MARK: The cut

static int write_file(const char *folder, const char *name, const struct contents *contents) {
    char *path;
    if (asprintf(&path, "%s/%s", folder, name) < 0) abort();
    FILE *out = fopen(path, "wb");
    free(path);
    if (!out) return -1;
    size_t written = contents->size ? fwrite(contents->bytes, 1, contents->size, out) : 0;
    return fclose(out) == 0 && written == contents->size ? 0 : -1;
}

static int cut_file(struct volatile_disk *disk, struct card_file *file, uint64_t kept, const char *image) {
    struct contents found = {NULL, 0, 0};
    put(&found, file->durable.bytes, 0, file->durable.size);
    size_t *order = must(malloc((file->count + 1) * sizeof *order));
    for (size_t index = 0; index < file->count; index++) order[index] = index;
    if (draw(disk, 2)) {
        for (size_t index = file->count; index > 1; index--) {
            size_t other = (size_t)draw(disk, index), moved = order[index - 1];
            order[index - 1] = order[other];
            order[other] = moved;
        }
    }
    for (size_t index = 0; index < file->count; index++) {
        const struct change *change = &file->changes[order[index]];
        if (draw(disk, 100) < kept) {
            apply(&found, change);
        } else if (change->length > 0 && draw(disk, 2)) {
            tear(disk, &found, change);
        }
    }
    int result = write_file(image, file->name, &found);
    free(order);
    free(found.bytes);
    return result;
}

static int cut(struct volatile_disk *disk, const char *image) {
    // Sometimes nearly all had arrived, sometimes nearly nothing.
    static const uint64_t shares[] = {0, 10, 33, 50, 67, 90, 100};
    int result = 0;
    for (struct card_file *file = disk->files; file; file = file->next) {
        if (file->is_gone) continue;
        uint64_t kept = shares[draw(disk, sizeof shares / sizeof *shares)];
        if (cut_file(disk, file, kept, image) != 0) result = -1;
    }
    if (result == 0 && disk->cuts >= 0) {
        disk->cuts++;
    } else {
        disk->cuts = -1;
    }
    return result;
}

static void count(struct volatile_disk *disk) {
    disk->operations++;
    if (disk->cut_at == 0 || disk->operations < disk->cut_at) return;
    disk->cut_at = 0;
    cut(disk, disk->image);
}

// What is to fail here, or 0.
static int fault(struct volatile_disk *disk, enum volatile_fault kind) {
    if (disk->fault_times == 0 || disk->fault != kind) return 0;
    if (disk->fault_after > 0) {
        disk->fault_after--;
        return 0;
    }
    disk->fault_times--;
    disk->failures++;
    return disk->error;
}

// MARK: Files

static struct open_file *of(sqlite3_file *file) { return (struct open_file *)file; }

static int close_file(sqlite3_file *file) {
    sqlite3_file *real = of(file)->real;
    return real->pMethods->xClose(real);
}

static int read_file(sqlite3_file *file, void *bytes, int length, sqlite3_int64 offset) {
    sqlite3_file *real = of(file)->real;
    return real->pMethods->xRead(real, bytes, length, offset);
}

static int write_bytes(sqlite3_file *file, const void *bytes, int length, sqlite3_int64 offset) {
    struct open_file *open = of(file);
    pthread_mutex_lock(&lock);
    int error = fault(open->disk, VOLATILE_WRITE);
    // A disk that fills up takes a part.
    int taken = error ? length / 2 / SECTOR * SECTOR : length;
    int result = SQLITE_OK;
    if (taken > 0) {
        result = open->real->pMethods->xWrite(open->real, bytes, taken, offset);
        if (result == SQLITE_OK) note(open->file, offset, taken, bytes);
    }
    if (error) result = error == ENOSPC ? SQLITE_FULL : SQLITE_IOERR_WRITE;
    count(open->disk);
    pthread_mutex_unlock(&lock);
    return result;
}

static int truncate_file(sqlite3_file *file, sqlite3_int64 size) {
    struct open_file *open = of(file);
    pthread_mutex_lock(&lock);
    int result = open->real->pMethods->xTruncate(open->real, size);
    if (result == SQLITE_OK) note(open->file, size, -1, NULL);
    count(open->disk);
    pthread_mutex_unlock(&lock);
    return result;
}

static int sync_file(sqlite3_file *file, int flags) {
    (void)flags;
    struct open_file *open = of(file);
    pthread_mutex_lock(&lock);
    open->file->syncs++;
    count(open->disk);
    int result = SQLITE_OK;
    if (fault(open->disk, VOLATILE_SYNC)) {
        // Its pages count as clean from here on.
        forget(open->file);
        result = SQLITE_IOERR_FSYNC;
    } else if (!open->disk->lies) {
        for (size_t index = 0; index < open->file->count; index++) {
            apply(&open->file->durable, &open->file->changes[index]);
        }
        forget(open->file);
    }
    pthread_mutex_unlock(&lock);
    return result;
}

static int file_size(sqlite3_file *file, sqlite3_int64 *size) {
    sqlite3_file *real = of(file)->real;
    return real->pMethods->xFileSize(real, size);
}

static int lock_file(sqlite3_file *file, int level) {
    sqlite3_file *real = of(file)->real;
    return real->pMethods->xLock(real, level);
}

static int unlock_file(sqlite3_file *file, int level) {
    sqlite3_file *real = of(file)->real;
    return real->pMethods->xUnlock(real, level);
}

static int is_reserved(sqlite3_file *file, int *result) {
    sqlite3_file *real = of(file)->real;
    return real->pMethods->xCheckReservedLock(real, result);
}

static int control(sqlite3_file *file, int operation, void *argument) {
    sqlite3_file *real = of(file)->real;
    return real->pMethods->xFileControl(real, operation, argument);
}

static int sector_size(sqlite3_file *file) {
    sqlite3_file *real = of(file)->real;
    return real->pMethods->xSectorSize(real);
}

static int characteristics(sqlite3_file *file) {
    sqlite3_file *real = of(file)->real;
    return real->pMethods->xDeviceCharacteristics(real);
}

static int map_shared(sqlite3_file *file, int page, int size, int extend, void volatile **memory) {
    sqlite3_file *real = of(file)->real;
    return real->pMethods->xShmMap(real, page, size, extend, memory);
}

static int lock_shared(sqlite3_file *file, int offset, int count, int flags) {
    sqlite3_file *real = of(file)->real;
    return real->pMethods->xShmLock(real, offset, count, flags);
}

static void barrier(sqlite3_file *file) {
    sqlite3_file *real = of(file)->real;
    real->pMethods->xShmBarrier(real);
}

static int unmap_shared(sqlite3_file *file, int remove) {
    sqlite3_file *real = of(file)->real;
    return real->pMethods->xShmUnmap(real, remove);
}

// Version 2: with the shared memory of the log, without mapped files, whose writes nobody would see.
static const sqlite3_io_methods methods = {
    .iVersion = 2,
    .xClose = close_file,
    .xRead = read_file,
    .xWrite = write_bytes,
    .xTruncate = truncate_file,
    .xSync = sync_file,
    .xFileSize = file_size,
    .xLock = lock_file,
    .xUnlock = unlock_file,
    .xCheckReservedLock = is_reserved,
    .xFileControl = control,
    .xSectorSize = sector_size,
    .xDeviceCharacteristics = characteristics,
    .xShmMap = map_shared,
    .xShmLock = lock_shared,
    .xShmBarrier = barrier,
    .xShmUnmap = unmap_shared,
};

// MARK: The file system

static struct volatile_disk *disk_of(const char *path) {
    for (struct volatile_disk *disk = disks; disk; disk = disk->next) {
        if (path && strncmp(path, disk->folder, strlen(disk->folder)) == 0) return disk;
    }
    return NULL;
}

static void load(struct contents *contents, const char *path) {
    FILE *in = fopen(path, "rb");
    if (!in) return;
    unsigned char buffer[1 << 14];
    size_t length;
    while ((length = fread(buffer, 1, sizeof buffer, in)) > 0) put(contents, buffer, contents->size, length);
    fclose(in);
}

static struct card_file *known_file(struct volatile_disk *disk, const char *path) {
    const char *name = path + strlen(disk->folder);
    for (struct card_file *file = disk->files; file; file = file->next) {
        if (strcmp(file->name, name) == 0) return file;
    }
    return NULL;
}

static struct card_file *file_of(struct volatile_disk *disk, const char *path) {
    struct card_file *file = known_file(disk, path);
    if (file) {
        file->is_gone = 0;
        return file;
    }
    const char *name = path + strlen(disk->folder);
    file = must(calloc(1, sizeof *file));
    file->name = must(strdup(name));
    load(&file->durable, path);
    file->next = disk->files;
    disk->files = file;
    return file;
}

static int open_file(sqlite3_vfs *vfs, const char *path, sqlite3_file *file, int flags, int *out) {
    (void)vfs;
    pthread_mutex_lock(&lock);
    struct volatile_disk *disk = disk_of(path);
    if (!disk) {
        pthread_mutex_unlock(&lock);
        return below->xOpen(below, path, file, flags, out);
    }
    struct open_file *open = of(file);
    memset(open, 0, sizeof *open);
    open->disk = disk;
    open->file = file_of(disk, path);
    open->real = (sqlite3_file *)&open[1];
    int result = below->xOpen(below, path, open->real, flags, out);
    if (result == SQLITE_OK) {
        open->base.pMethods = &methods;
    } else if (open->real->pMethods) {
        open->real->pMethods->xClose(open->real);
    }
    pthread_mutex_unlock(&lock);
    return result;
}

static int delete_file(sqlite3_vfs *vfs, const char *path, int sync) {
    (void)vfs;
    pthread_mutex_lock(&lock);
    struct volatile_disk *disk = disk_of(path);
    struct card_file *file = disk ? known_file(disk, path) : NULL;
    if (file) {
        forget(file);
        file->durable.size = 0;
        file->is_gone = 1;
    }
    pthread_mutex_unlock(&lock);
    return below->xDelete(below, path, sync);
}

static void start(void) {
    below = sqlite3_vfs_find(NULL);
    if (!below) return;
    volatile_vfs = *below;
    volatile_vfs.zName = "volatile";
    volatile_vfs.pNext = NULL;
    volatile_vfs.szOsFile = (int)sizeof(struct open_file) + below->szOsFile;
    volatile_vfs.xOpen = open_file;
    volatile_vfs.xDelete = delete_file;
    if (sqlite3_vfs_register(&volatile_vfs, 1) != SQLITE_OK) below = NULL;
}

volatile_disk *volatile_disk_insert(const char *folder, uint64_t seed) {
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, start);
    // SQLite asks for files by their real paths.
    char *real = realpath(folder, NULL);
    if (!below || !real) {
        free(real);
        return NULL;
    }
    struct volatile_disk *disk = must(calloc(1, sizeof *disk));
    if (asprintf(&disk->folder, "%s/", real) < 0) abort();
    free(real);
    disk->random = seed;
    pthread_mutex_lock(&lock);
    disk->next = disks;
    disks = disk;
    pthread_mutex_unlock(&lock);
    return disk;
}

void volatile_disk_remove(volatile_disk *disk) {
    pthread_mutex_lock(&lock);
    for (struct volatile_disk **link = &disks; *link; link = &(*link)->next) {
        if (*link == disk) {
            *link = disk->next;
            break;
        }
    }
    pthread_mutex_unlock(&lock);
    while (disk->files) {
        struct card_file *file = disk->files;
        disk->files = file->next;
        discard(file);
    }
    free(disk->folder);
    free(disk->image);
    free(disk);
}

void volatile_disk_lie(volatile_disk *disk) {
    pthread_mutex_lock(&lock);
    disk->lies = 1;
    pthread_mutex_unlock(&lock);
}

uint64_t volatile_disk_operations(volatile_disk *disk) {
    pthread_mutex_lock(&lock);
    uint64_t operations = disk->operations;
    pthread_mutex_unlock(&lock);
    return operations;
}

uint64_t volatile_disk_syncs(volatile_disk *disk, const char *name) {
    uint64_t syncs = 0;
    pthread_mutex_lock(&lock);
    for (struct card_file *file = disk->files; file; file = file->next) {
        if (!name || strcmp(file->name, name) == 0) syncs += file->syncs;
    }
    pthread_mutex_unlock(&lock);
    return syncs;
}

void volatile_disk_cut_after(volatile_disk *disk, uint64_t operations, const char *image) {
    pthread_mutex_lock(&lock);
    free(disk->image);
    disk->image = must(strdup(image));
    disk->cut_at = disk->operations + operations + 1;
    pthread_mutex_unlock(&lock);
}

int volatile_disk_cut(volatile_disk *disk, const char *image) {
    pthread_mutex_lock(&lock);
    int result = cut(disk, image);
    pthread_mutex_unlock(&lock);
    return result;
}

int volatile_disk_cuts(volatile_disk *disk) {
    pthread_mutex_lock(&lock);
    int cuts = disk->cuts;
    pthread_mutex_unlock(&lock);
    return cuts;
}

void volatile_disk_fail(volatile_disk *disk, enum volatile_fault kind, int error, uint64_t after, uint64_t times) {
    pthread_mutex_lock(&lock);
    disk->fault = kind;
    disk->error = error;
    disk->fault_after = after;
    disk->fault_times = times;
    pthread_mutex_unlock(&lock);
}

uint64_t volatile_disk_failures(volatile_disk *disk) {
    pthread_mutex_lock(&lock);
    uint64_t failures = disk->failures;
    pthread_mutex_unlock(&lock);
    return failures;
}
