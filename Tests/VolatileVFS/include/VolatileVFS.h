#ifndef VOLATILE_VFS_H
#define VOLATILE_VFS_H

#include <stdint.h>

// A disk that forgets: what SQLite writes to files in one folder reaches the "card" when it is synced, and not before.
//
// Files of the folder are written for real, so that the program that runs sees them. Beside each, this keeps what is
// on the card, and what was written or truncated since the file's last sync. At a power cut each of those writes is
// kept, dropped or torn (sectors of 512 bytes), in any order, and the files as a machine would find them afterwards are
// written to another folder. The program that runs does not notice: it can be cut again and again.
//
// It is SQLite's default VFS from the first disk on, and hands everything outside such folders to the one before.
// Not modelled: names of files that are lost with their folder's last sync, sectors that rot, wear.
//
// All functions may be called from any thread.

typedef struct volatile_disk volatile_disk;

/// What can fail.
enum volatile_fault { VOLATILE_WRITE, VOLATILE_SYNC };

/// Makes a folder volatile; what is in it is on the card already. The folder must exist. NULL where it does not, or
/// where SQLite does not take the VFS.
volatile_disk *volatile_disk_insert(const char *folder, uint64_t seed);
/// The folder is an ordinary one again; all of its databases must be closed.
void volatile_disk_remove(volatile_disk *disk);

/// A card that says that it has written what it has not: a sync changes nothing.
void volatile_disk_lie(volatile_disk *disk);

/// How often something was written, truncated or synced.
uint64_t volatile_disk_operations(volatile_disk *disk);
/// How often a file was synced; all files where the name is NULL.
uint64_t volatile_disk_syncs(volatile_disk *disk, const char *name);

/// Cuts the power once, after as many operations more (0: in the next one), and leaves the files in `image`, a folder
/// that exists.
void volatile_disk_cut_after(volatile_disk *disk, uint64_t operations, const char *image);
/// Cuts the power now. Returns 0, or -1 where the files cannot be written.
int volatile_disk_cut(volatile_disk *disk, const char *image);
/// How many cuts there were; -1 where the files of one could not be written.
int volatile_disk_cuts(volatile_disk *disk);

/// Lets `times` operations of a kind fail with ENOSPC or EIO, after as many more that go well. What a failed sync was to
/// write is never written by a later one, as with Linux: its pages count as clean.
void volatile_disk_fail(volatile_disk *disk, enum volatile_fault kind, int error, uint64_t after, uint64_t times);
/// How many operations failed.
uint64_t volatile_disk_failures(volatile_disk *disk);

#endif
