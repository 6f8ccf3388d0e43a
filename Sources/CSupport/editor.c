// libedit behind typed calls. EL_SIGNAL stays off: its handler resizes inside the signal and signals the whole group.
#define _GNU_SOURCE
#include "editor.h"

#include "signals.h"
#include "terminal.h"

#include <errno.h>
#include <histedit.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct cs_editor {
    EditLine *line;
    FILE *in, *out, *err;
    int input;
    bool takeover;
    struct cs_editor_hooks hooks;
    wchar_t *prompt;
    wchar_t *scratch;          // a terminated copy of what is inserted
    size_t scratch_room;
    int ended;
    uint64_t discarded;
    char *told;                // what libedit prints while it is asked about itself
    size_t told_length, told_room;
    bool is_asked;
    bool is_vi;
    unsigned char bytes[4096]; // read and not yet decoded; what is typed ahead stays for the next line
    size_t first, last;
};

// Room that reading leaves in front of the bytes for what is given back.
enum { GIVEN_BACK = 64 };

static cs_editor *owner(EditLine *line) {
    void *editor = NULL;
    el_get(line, EL_CLIENTDATA, &editor);
    return editor;
}

// MARK: The sink

static ssize_t keep(cs_editor *editor, const char *bytes, size_t length) {
    if (editor->told_length + length + 1 > editor->told_room) {
        size_t room = 2 * (editor->told_length + length + 1);
        char *larger = realloc(editor->told, room);
        if (larger == NULL) return -1;
        editor->told = larger;
        editor->told_room = room;
    }
    memcpy(editor->told + editor->told_length, bytes, length);
    editor->told_length += length;
    editor->told[editor->told_length] = 0;
    return (ssize_t)length;
}

static ssize_t discard(void *cookie, const char *bytes, size_t length) {
    cs_editor *editor = cookie;
    if (editor->is_asked) return keep(editor, bytes, length);
    if (memchr(bytes, '\a', length) != NULL) editor->hooks.bell(editor->hooks.context);
    editor->discarded += length;
    return (ssize_t)length;
}

static FILE *open_sink(cs_editor *editor) {
    cookie_io_functions_t functions = {.write = discard};
    return fopencookie(editor, "w", functions);
}

static FILE *open_copy(int fd, const char *mode) {
    int copy = dup(fd);
    if (copy < 0) return NULL;
    FILE *stream = fdopen(copy, mode);
    if (stream == NULL) close(copy);
    return stream;
}

// MARK: Keys

// UTF-8 whatever the locale: a static program on a machine without locales must still read names. Gives the length of
// the scalar at `at`, 0 when more bytes are needed; what is malformed becomes U+FFFD, one byte at a time.
static size_t decode(const unsigned char *at, size_t have, wchar_t *out) {
    unsigned char lead = at[0];
    size_t need = lead < 0x80 ? 1 : lead >= 0xC2 && lead < 0xE0 ? 2 : lead >= 0xE0 && lead < 0xF0 ? 3
        : lead >= 0xF0 && lead < 0xF5 ? 4 : 0;
    *out = 0xFFFD;
    if (need == 0) return 1;
    if (need == 1) {
        *out = lead;
        return 1;
    }
    uint32_t scalar = lead & (0xFF >> (need + 1));
    for (size_t i = 1; i < need; i++) {
        if (i >= have) return 0;
        if ((at[i] & 0xC0) != 0x80) return 1;
        scalar = scalar << 6 | (at[i] & 0x3F);
    }
    const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
    if (scalar < least[need] || scalar > 0x10FFFF || (scalar >= 0xD800 && scalar < 0xE000)) return 1;
    *out = (wchar_t)scalar;
    return need;
}

bool cs_editor_input_waits(cs_editor *editor, int milliseconds) {
    if (editor->first < editor->last) return true;
    struct pollfd wait = {.fd = editor->input, .events = POLLIN};
    return poll(&wait, 1, milliseconds) == 1;
}

// 1 a character, 0 the end of input, -1 when `ended` says why.
static int next_character(cs_editor *editor, wchar_t *out, bool paints) {
    for (;;) {
        size_t have = editor->last - editor->first;
        if (have > 0) {
            size_t used = decode(editor->bytes + editor->first, have, out);
            if (used > 0) {
                editor->first += used;
                return 1;
            }
            memmove(editor->bytes + GIVEN_BACK, editor->bytes + editor->first, have);
        }
        editor->first = GIVEN_BACK;
        editor->last = GIVEN_BACK + have;
        if (cs_take_resize()) {
            el_resize(editor->line);
            // Only a refresh brings libedit's cursor back inside the new display: the next key typed on a line that had been
            // longer than a row of it is otherwise written behind the row's memory.
            if (!editor->takeover) fputc('\r', editor->out);
            el_set(editor->line, EL_REFRESH);
            editor->hooks.resized(editor->hooks.context);
        }
        if (paints && !cs_editor_input_waits(editor, 0)) {
            editor->hooks.settled(editor->hooks.context);
            while (!cs_editor_input_waits(editor, 0) && editor->hooks.idle(editor->hooks.context)) {}
        }
        if (cs_termination() != 0) {
            editor->ended = CS_ENDED_TERMINATION;
            return -1;
        }
        if (cs_interrupted()) {
            editor->ended = CS_ENDED_INTERRUPT;
            return -1;
        }
        int waited = cs_wait_input(editor->input);
        if (waited == CS_WAIT_WOKEN) continue;
        int64_t count = waited < 0 ? waited
            : cs_read_stream(
                editor->input, editor->bytes + editor->last, sizeof editor->bytes - editor->last);
        // A pseudo-terminal whose other end has gone says EIO.
        if (count == 0 || count == -EIO) {
            editor->ended = CS_ENDED_INPUT;
            return 0;
        }
        if (count < 0) {
            editor->ended = (int)count;
            return -1;
        }
        editor->last += (size_t)count;
    }
}

// How long an ESC waits for the rest of a key's sequence before it is the key itself.
enum { ESCAPE_WAIT = 40 };

static int read_key(EditLine *line, wchar_t *out) {
    cs_editor *editor = owner(line);
    int got = next_character(editor, out, true);
    // libedit would wait for ever: an ESC that begins a bound key is the key itself only when nothing follows it.
    if (got == 1 && *out == 0x1B && editor->is_vi && !cs_editor_input_waits(editor, ESCAPE_WAIT)) *out = CS_BARE_ESCAPE;
    return got;
}

int cs_editor_next_character(cs_editor *editor, wchar_t *out, bool paints) {
    return next_character(editor, out, paints) == 1;
}

bool cs_editor_is_bare_escape(cs_editor *editor) { return !cs_editor_input_waits(editor, ESCAPE_WAIT); }

void cs_editor_give_back(cs_editor *editor, const unsigned char *bytes, size_t length) {
    if (length > editor->first) return;
    editor->first -= length;
    memcpy(editor->bytes + editor->first, bytes, length);
}

// MARK: Commands

static unsigned char run(EditLine *line, int32_t number) {
    cs_editor *editor = owner(line);
    uint8_t after = editor->hooks.command(editor->hooks.context, number);
    if (after == CS_AFTER_LEAVE) editor->ended = CS_ENDED_BY_COMMAND;
    return after;
}

#define TRAMPOLINE(n) \
    static unsigned char command_##n(EditLine *line, int key) { (void)key; return run(line, n); }
TRAMPOLINE(0) TRAMPOLINE(1) TRAMPOLINE(2) TRAMPOLINE(3) TRAMPOLINE(4) TRAMPOLINE(5) TRAMPOLINE(6) TRAMPOLINE(7)
TRAMPOLINE(8) TRAMPOLINE(9) TRAMPOLINE(10) TRAMPOLINE(11) TRAMPOLINE(12) TRAMPOLINE(13) TRAMPOLINE(14) TRAMPOLINE(15)
TRAMPOLINE(16) TRAMPOLINE(17) TRAMPOLINE(18) TRAMPOLINE(19) TRAMPOLINE(20) TRAMPOLINE(21) TRAMPOLINE(22) TRAMPOLINE(23)
TRAMPOLINE(24) TRAMPOLINE(25) TRAMPOLINE(26) TRAMPOLINE(27) TRAMPOLINE(28) TRAMPOLINE(29) TRAMPOLINE(30) TRAMPOLINE(31)
TRAMPOLINE(32) TRAMPOLINE(33) TRAMPOLINE(34) TRAMPOLINE(35) TRAMPOLINE(36) TRAMPOLINE(37) TRAMPOLINE(38) TRAMPOLINE(39)
TRAMPOLINE(40) TRAMPOLINE(41) TRAMPOLINE(42) TRAMPOLINE(43) TRAMPOLINE(44) TRAMPOLINE(45) TRAMPOLINE(46) TRAMPOLINE(47)
typedef unsigned char (*trampoline)(EditLine *, int);
static const trampoline trampolines[CS_COMMAND_LIMIT] = {
    command_0, command_1, command_2, command_3, command_4, command_5, command_6, command_7,
    command_8, command_9, command_10, command_11, command_12, command_13, command_14, command_15,
    command_16, command_17, command_18, command_19, command_20, command_21, command_22, command_23,
    command_24, command_25, command_26, command_27, command_28, command_29, command_30, command_31,
    command_32, command_33, command_34, command_35, command_36, command_37, command_38, command_39,
    command_40, command_41, command_42, command_43, command_44, command_45, command_46, command_47,
};

int cs_editor_add_command(cs_editor *editor, int32_t number, const char *name, const char *help) {
    if (number < 0 || number >= CS_COMMAND_LIMIT) return -EINVAL;
    return el_set(editor->line, EL_ADDFN, name, help, trampolines[number]) == 0 ? 0 : -EINVAL;
}

int cs_editor_bind(cs_editor *editor, const char *key, const char *command) {
    return el_set(editor->line, EL_BIND, key, command, NULL) == 0 ? 0 : -EINVAL;
}

int cs_editor_bind_alternate(cs_editor *editor, const char *key, const char *command) {
    return el_set(editor->line, EL_BIND, "-a", key, command, NULL) == 0 ? 0 : -EINVAL;
}

const char *cs_editor_told(cs_editor *editor, bool commands) {
    if (!editor->takeover) return "";
    fflush(editor->out);
    editor->told_length = 0;
    editor->is_asked = true;
    if (commands) el_set(editor->line, EL_BIND, "-l", NULL);
    else el_set(editor->line, EL_BIND, NULL);
    fflush(editor->out);
    editor->is_asked = false;
    return editor->told_length > 0 ? editor->told : "";
}

void cs_editor_choose_keys(cs_editor *editor, bool vi) {
    el_set(editor->line, EL_EDITOR, vi ? "vi" : "emacs");
    editor->is_vi = vi;
}

void cs_editor_read_settings(cs_editor *editor) {
    el_source(editor->line, NULL);
    const char *name = NULL;
    editor->is_vi = el_get(editor->line, EL_EDITOR, &name) == 0 && name != NULL && strcmp(name, "vi") == 0;
}

bool cs_editor_is_vi(cs_editor *editor) { return editor->is_vi; }

static wchar_t *give_prompt(EditLine *line) {
    static wchar_t nothing[] = L"";
    cs_editor *editor = owner(line);
    return editor == NULL || editor->takeover || editor->prompt == NULL ? nothing : editor->prompt;
}

int cs_editor_set_prompt(cs_editor *editor, const wchar_t *prompt, size_t length) {
    wchar_t *copy = malloc((length + 1) * sizeof *copy);
    if (copy == NULL) return -ENOMEM;
    wmemcpy(copy, prompt, length);
    copy[length] = 0;
    free(editor->prompt);
    editor->prompt = copy;
    return 0;
}

// MARK: The line

struct cs_editor_line cs_editor_line(cs_editor *editor) {
    const LineInfoW *info = el_wline(editor->line);
    return (struct cs_editor_line){
        info->buffer, (size_t)(info->lastchar - info->buffer), (size_t)(info->cursor - info->buffer)};
}

int cs_editor_insert(cs_editor *editor, const wchar_t *text, size_t length) {
    if (length == 0) return 0;
    if (length >= editor->scratch_room) {
        wchar_t *larger = realloc(editor->scratch, (length + 1) * sizeof *larger);
        if (larger == NULL) return -ENOMEM;
        editor->scratch = larger;
        editor->scratch_room = length + 1;
    }
    wmemcpy(editor->scratch, text, length);
    editor->scratch[length] = 0;
    return el_winsertstr(editor->line, editor->scratch) == 0 ? 0 : -ENOMEM;
}

void cs_editor_move(cs_editor *editor, size_t cursor) {
    struct cs_editor_line line = cs_editor_line(editor);
    el_cursor(editor->line, (int)cursor - (int)line.cursor);
}

int cs_editor_replace(cs_editor *editor, const wchar_t *text, size_t length, size_t cursor) {
    struct cs_editor_line line = cs_editor_line(editor);
    cs_editor_move(editor, line.length);
    el_deletestr(editor->line, (int)line.length);
    int result = cs_editor_insert(editor, text, length);
    if (result == 0) cs_editor_move(editor, cursor);
    return result;
}

// MARK: Life

cs_editor *cs_editor_open(
    const char *program, int input, int output, bool takeover, struct cs_editor_hooks hooks, int *error) {
    cs_use_utf8();
    cs_editor *editor = calloc(1, sizeof *editor);
    if (editor == NULL) {
        *error = ENOMEM;
        return NULL;
    }
    editor->input = input;
    editor->first = editor->last = GIVEN_BACK;
    editor->takeover = takeover;
    editor->hooks = hooks;
    editor->in = open_copy(input, "r");
    editor->out = takeover ? open_sink(editor) : open_copy(output, "w");
    editor->err = takeover ? open_sink(editor) : open_copy(output, "w");
    if (editor->in != NULL && editor->out != NULL && editor->err != NULL) {
        editor->line = el_init_fd(program, editor->in, editor->out, editor->err, input, output, output);
    }
    if (editor->line == NULL) {
        *error = errno != 0 ? errno : ENOMEM;
        cs_editor_close(editor);
        return NULL;
    }
    el_set(editor->line, EL_CLIENTDATA, editor);
    el_set(editor->line, EL_SIGNAL, 0);
    el_set(editor->line, EL_EDITOR, "emacs");
    el_wset(editor->line, EL_PROMPT, give_prompt);
    el_wset(editor->line, EL_GETCFN, read_key);
    // Ctrl-C and Ctrl-Z arrive as keys while a line is edited, so that what they do has an order among the keys; while
    // nothing is read the terminal turns them into signals as ever.
    // Carriage return and newline stay what they are, so that a pasted CR LF is told from two rows.
    el_set(editor->line, EL_SETTY, "-d", "-isig", "-icrnl", "-inlcr", NULL);
    *error = 0;
    return editor;
}

void cs_editor_close(cs_editor *editor) {
    if (editor == NULL) return;
    if (editor->line != NULL) el_end(editor->line);
    if (editor->in != NULL) fclose(editor->in);
    if (editor->out != NULL) fclose(editor->out);
    if (editor->err != NULL) fclose(editor->err);
    free(editor->prompt);
    free(editor->scratch);
    free(editor->told);
    free(editor);
}

int cs_editor_read(cs_editor *editor) {
    int count = 0;
    editor->ended = CS_ENDED_INPUT;
    // Before the prompt is drawn, not after: a Ctrl-C typed at once must be a key, and not flush what came with it.
    el_set(editor->line, EL_PREP_TERM, 1);
    const wchar_t *text = el_wgets(editor->line, &count);
    return text != NULL && count > 0 ? CS_ENDED_LINE : editor->ended;
}

void cs_editor_suspend(cs_editor *editor) {
    el_set(editor->line, EL_PREP_TERM, 0);
    cs_suspend_process();
    el_set(editor->line, EL_PREP_TERM, 1);
}

uint64_t cs_editor_discarded(cs_editor *editor) {
    fflush(editor->out);
    return editor->discarded;
}
