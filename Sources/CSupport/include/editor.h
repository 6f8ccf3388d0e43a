// libedit with its variadic calls typed, its drawing thrown away on request, and its commands numbered.
// libedit gives a command no context; numbered trampolines carry a number to one callback that does.
#ifndef RECOUP_EDITOR_H
#define RECOUP_EDITOR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <wchar.h>

typedef struct cs_editor cs_editor;

/// What a command tells libedit to do next.
enum {
    CS_AFTER_NOTHING = 0,    // go on
    CS_AFTER_REFRESH = 4,    // the text or the cursor changed
    CS_AFTER_BELL = 6,       // refuse the key
    CS_AFTER_LEAVE = 2,      // reading ends
};

enum { CS_COMMAND_LIMIT = 48 };

/// What an ESC that begins no sequence is read as under vi keys: bind it as ^\.
enum { CS_BARE_ESCAPE = 0x1C };

struct cs_editor_hooks {
    void *context;
    /// A numbered command was typed; returns one of CS_AFTER_…
    uint8_t (*command)(void *context, int32_t number);
    /// Every key so far has had its effect and no more input waits: paint now.
    void (*settled)(void *context);
    /// Nothing waits to be read: does a little work that can wait, and tells whether there is more.
    bool (*idle)(void *context);
    /// The window has another size.
    void (*resized)(void *context);
    /// libedit rang the bell: the only thing kept of what it draws.
    void (*bell)(void *context);
};

/// How reading ended.
enum {
    CS_ENDED_BY_COMMAND = 0,
    CS_ENDED_LINE = 1,          // libedit's own Enter: only without takeover
    CS_ENDED_INPUT = 2,
    CS_ENDED_INTERRUPT = 3,
    CS_ENDED_TERMINATION = 4,
};

/// NULL with `error` set when memory or descriptors run out. With `takeover` nothing libedit draws reaches `output`.
cs_editor *cs_editor_open(
    const char *program, int input, int output, bool takeover, struct cs_editor_hooks hooks, int *error);
void cs_editor_close(cs_editor *editor);

int cs_editor_add_command(cs_editor *editor, int32_t number, const char *name, const char *help);
int cs_editor_bind(cs_editor *editor, const char *key, const char *command);
/// As `cs_editor_bind`, for vi's command mode.
int cs_editor_bind_alternate(cs_editor *editor, const char *key, const char *command);
/// Reads `.editrc`, from the working directory's or the home directory's.
void cs_editor_read_settings(cs_editor *editor);
/// Empties the key map and fills it with libedit's own for emacs or vi: bind ours again.
void cs_editor_choose_keys(cs_editor *editor, bool vi);
/// What libedit says of its key map, or of its commands, a line each; valid until it is asked again. Under takeover only.
const char *cs_editor_told(cs_editor *editor, bool commands);
/// Whether `.editrc` chose vi keys.
bool cs_editor_is_vi(cs_editor *editor);
/// What libedit draws before the line; nothing under takeover.
int cs_editor_set_prompt(cs_editor *editor, const wchar_t *prompt, size_t length);

/// Reads until something ends it, CS_ENDED_…, or minus an errno.
int cs_editor_read(cs_editor *editor);

struct cs_editor_line {
    const wchar_t *text;   // valid until the next call
    size_t length;
    size_t cursor;
};

struct cs_editor_line cs_editor_line(cs_editor *editor);
int cs_editor_insert(cs_editor *editor, const wchar_t *text, size_t length);
/// Makes the line this text, the cursor at its end or at `cursor`.
int cs_editor_replace(cs_editor *editor, const wchar_t *text, size_t length, size_t cursor);
void cs_editor_move(cs_editor *editor, size_t cursor);
/// The next character typed, past libedit: for pasted text, and for keys of a menu, which `paints` before it waits. 1, or 0
/// when there is no more.
int cs_editor_next_character(cs_editor *editor, wchar_t *out, bool paints);
/// Whether something more was typed, or is within so many milliseconds.
bool cs_editor_input_waits(cs_editor *editor, int milliseconds);
/// Whether nothing follows the ESC that was just read.
bool cs_editor_is_bare_escape(cs_editor *editor);
/// Bytes just read that are libedit's after all: at most 64.
void cs_editor_give_back(cs_editor *editor, const unsigned char *bytes, size_t length);
/// Gives the terminal back, stops the process, and takes the terminal again when continued.
void cs_editor_suspend(cs_editor *editor);
/// Bytes libedit tried to draw and takeover threw away.
uint64_t cs_editor_discarded(cs_editor *editor);

#endif
