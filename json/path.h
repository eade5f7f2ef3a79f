/* Names as the paths of messages have them: space."learning rate".lower. */
#ifndef HYSI_JSON_PATH_H
#define HYSI_JSON_PATH_H

/* A plain word as it is, another name quoted as JSON does. A long one is cut and ends in "...".
 * Empty where the name is not UTF-8 or memory is short. */
enum { HYSI_PATH_NAME = 200 };
void hysi_path_name(char out[HYSI_PATH_NAME], const char *name);
void hysi_path_quoted(char out[HYSI_PATH_NAME], const char *name); /* quoted in any case */

#endif
