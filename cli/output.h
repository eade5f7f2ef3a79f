/* Output files. */
#ifndef CLI_OUTPUT_H
#define CLI_OUTPUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

/* Opens the file of a path, or standard output for NULL and "-". A new or regular file appears,
 * whole, when output_close is done. */
FILE *output_open(const char *path);
FILE *output_open_regular(const char *path); /* the same; any other file is refused */

/* Writes and reads at a place of a regular file, which reads as zeros behind its end. */
void output_write_at(FILE *file, const void *bytes, size_t n, uint64_t offset);
void output_read_at(FILE *file, void *bytes, size_t n, uint64_t offset);
void output_resize(FILE *file, uint64_t size);

bool output_on_terminal(void); /* whether the open output is a terminal */
void output_check(FILE *file); /* ends the program where a write failed */
void output_close(FILE *file);

#endif
