// Typed C wrappers over what Swift cannot call: libedit's variadic setters, signals, GNU-only calls, CRC32C.
#ifndef RECOUP_CSUPPORT_H
#define RECOUP_CSUPPORT_H

#endif
