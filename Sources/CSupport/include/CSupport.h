// Typed C wrappers over what Swift cannot call: libedit's variadic setters, signals, GNU-only calls, CRC32C.
// Functions return a result of zero or more, or minus an errno; nothing here knows Swift or what the bytes mean.
#ifndef RECOUP_CSUPPORT_H
#define RECOUP_CSUPPORT_H

#include "checksum.h"
#include "disk.h"
#include "editor.h"
#include "nearness.h"
#include "pager.h"
#include "signals.h"
#include "terminal.h"

#endif
