// expat, the reader of XML: found by pkg-config, linked statically with the rest.
#include <expat.h>
