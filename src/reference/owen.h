/* The constants of the Owen hash, which are even so that x ^= x * constant can be undone. */
#ifndef HYSI_REFERENCE_OWEN_H
#define HYSI_REFERENCE_OWEN_H

#define HYSI_OWEN_1 0x6c50b47c3d20adeau
#define HYSI_OWEN_2 0xb82f1e5205526c56u
#define HYSI_OWEN_3 0xc7afe63853a22864u

#endif
