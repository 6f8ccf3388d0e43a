"""What a terminal shows, as SVG: a window with a title, and cells in the colours they had. Reads what tmux captures: text with the
escape sequences that set colours and weights, and no others."""
import html
import re
import unicodedata

CELL_WIDTH, LINE, SIZE, MARGIN, BAR = 8.43, 19, 14, 18, 36
INK, PAPER, FRAME = "#d5dbe3", "#14181e", "#242a33"
COLOURS = ["#20262e", "#e4605a", "#7fc46d", "#e0b252", "#6aa5e8", "#c586d8", "#55bcc9", "#d5dbe3",
           "#7b8694", "#ff827b", "#9fdc8c", "#f2cc7a", "#8fbdf5", "#dba6ea", "#7fd6e0", "#ffffff"]

# Block elements, drawn as boxes so that they touch: from the left, from the top, width and height of a cell, strength.
BLOCKS = {"█": (0, 0, 1, 1, 1), "░": (0, 0, 1, 1, 0.3), "▒": (0, 0, 1, 1, 0.5), "▞": (0, 0, 1, 1, 0.65), "▓": (0, 0, 1, 1, 0.8)}
BLOCKS |= {letter: (0, 0, (place + 1) / 8, 1, 1) for place, letter in enumerate("▏▎▍▌▋▊▉")}
BLOCKS |= {letter: (0, 1 - (place + 1) / 8, 1, (place + 1) / 8, 1) for place, letter in enumerate("▁▂▃▄▅▆▇")}
BLOCKS |= {"▐": (0.5, 0, 0.5, 1, 1), "▕": (7 / 8, 0, 1 / 8, 1, 1)}


def width(cluster):
    """Columns of a character with its marks."""
    if unicodedata.combining(cluster[0]):
        return 0
    return 2 if unicodedata.east_asian_width(cluster[0]) in "WF" or "\ufe0f" in cluster else 1


def clusters(text):
    found = []
    for letter in text:
        if found and (unicodedata.combining(letter) or letter in "\u200d\ufe0f" or found[-1].endswith("\u200d")):
            found[-1] += letter
        else:
            found.append(letter)
    return found


def runs(line):
    """Stretches of one look: (column, text, columns, look)."""
    look, column, out = {}, 0, []
    for part in re.split(r"(\x1b\[[0-9;]*m)", line):
        code = re.fullmatch(r"\x1b\[([0-9;]*)m", part)
        if code:
            look = styled(dict(look), [int(number or 0) for number in code.group(1).split(";")])
        elif part:
            columns = sum(width(cluster) for cluster in clusters(part))
            out.append((column, part, columns, look))
            column += columns
    return out


def styled(look, codes):
    while codes:
        code = codes.pop(0)
        if code == 0:
            look = {}
        elif code in (1, 2, 4, 7):
            look[code] = True
        elif code == 22:
            look.pop(1, None), look.pop(2, None)
        elif code in (24, 27):
            look.pop(code - 20, None)
        elif 30 <= code <= 37 or 90 <= code <= 97:
            look["ink"] = COLOURS[code - 30 if code < 90 else code - 82]
        elif code == 39:
            look.pop("ink", None)
        elif 40 <= code <= 47:
            look["paper"] = COLOURS[code - 40]
        elif code == 49:
            look.pop("paper", None)
        elif code == 38 and codes[:1] == [5]:
            number = codes[1]
            look["ink"] = COLOURS[number] if number < 16 else INK
            codes = codes[2:]
    return look


def picture(lines, columns, title):
    """The whole file."""
    while lines and not plain(lines[-1]).strip():
        lines.pop()
    high = BAR + 2 * MARGIN + len(lines) * LINE - 6
    wide = columns * CELL_WIDTH + 2 * MARGIN
    out = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{wide:.0f}" height="{high}" viewBox="0 0 {wide:.0f} {high}" role="img">',
        f"  <title>{html.escape(title)}</title>",
        f'  <rect width="{wide:.0f}" height="{high}" rx="9" fill="{PAPER}"/>',
        f'  <path d="M0 {BAR}V9a9 9 0 0 1 9-9H{wide - 9:.0f}a9 9 0 0 1 9 9V{BAR}z" fill="{FRAME}"/>',
    ]
    for place, colour in enumerate(["#ee6a5f", "#f5bd4f", "#61c454"]):
        out.append(f'  <circle cx="{20 + 20 * place}" cy="18" r="6" fill="{colour}"/>')
    out.append(f'  <text x="{wide / 2:.0f}" y="23" text-anchor="middle" font-family="system-ui, sans-serif" font-size="13" fill="#9aa5b1">{html.escape(title)}</text>')
    out.append(f'  <g font-family="ui-monospace, \'SF Mono\', Menlo, Consolas, \'DejaVu Sans Mono\', monospace" font-size="{SIZE}" fill="{INK}" xml:space="preserve">')
    for row, line in enumerate(lines):
        y = BAR + MARGIN + row * LINE + 10
        for column, text, count, look in runs(line):
            if not text.strip() and 7 not in look and "paper" not in look:
                continue
            x = MARGIN + column * CELL_WIDTH
            ink, paper = look.get("ink", INK), look.get("paper")
            if 7 in look:
                ink, paper = paper or PAPER, ink
            if paper:
                out.append(f'    <rect x="{x:.1f}" y="{y - 14:.1f}" width="{count * CELL_WIDTH:.1f}" height="{LINE}" fill="{paper}"/>')
            form = f' fill="{ink}"' if ink != INK else ""
            form += ' font-weight="700"' if 1 in look else ""
            form += ' opacity="0.6"' if 2 in look else ""
            form += ' text-decoration="underline"' if 4 in look else ""
            for at, count, piece in pieces(text):
                left = x + at * CELL_WIDTH
                if piece[0] in BLOCKS:
                    across, down, wide_part, high_part, strength = BLOCKS[piece[0]]
                    whole = count if wide_part == 1 else 1
                    for place in range(count if wide_part < 1 else 1):
                        out.append(
                            f'    <rect x="{left + (place + across) * CELL_WIDTH:.2f}" y="{y - 14 + down * LINE:.2f}" '
                            f'width="{whole * wide_part * CELL_WIDTH + (0.15 if wide_part == 1 else 0):.2f}" height="{high_part * LINE:.2f}" fill="{ink}" opacity="{strength}"/>')
                    out.append(f'    <text font-size="0" x="{left:.1f}" y="{y}">{piece}</text>')
                else:
                    out.append(f'    <text x="{left:.1f}" y="{y}" textLength="{count * CELL_WIDTH:.1f}" lengthAdjust="spacingAndGlyphs"{form}>{html.escape(piece, quote=False)}</text>')
    return "\n".join(out + ["  </g>", "</svg>"]) + "\n"


def pieces(text):
    """Words of a run with their columns: cut at two blanks and more, which readers of SVG drop, and around blocks."""
    out, column = [], 0
    for found in re.finditer(r" {2,}|([%s])\1*|(?:(?! {2})[^%s])+" % (("".join(BLOCKS),) * 2), text):
        part = found.group()
        lead = len(part) - len(part.lstrip(" "))
        word = part.strip(" ")
        if word:
            out.append((column + lead, sum(width(cluster) for cluster in clusters(word)), word))
        column += sum(width(cluster) for cluster in clusters(part))
    return out


def plain(line):
    return re.sub(r"\x1b\[[0-9;]*m", "", line)


def words(text):
    """What a picture says, without where and how: for comparing."""
    return " ".join(" ".join(html.unescape(found) for found in re.findall(r"<text[^>]*>([^<]*)</text>", text)).split())
