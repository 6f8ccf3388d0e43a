"""Plays sessions in tmux and draws what the screen shows. Called by scripts/pictures: play.py BINARY write|check

A session is a file NAME.session: a line `size COLUMNS ROWS`, a line `title TEXT`, and then what happens, a line each:
  type TEXT     keys as they are typed
  key NAME      a key by tmux's name: Enter, Tab, Down, F1
  await TEXT    until the screen shows it
"""
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time

import terminal

HERE = os.path.dirname(os.path.abspath(__file__))
PROJECT = os.path.dirname(os.path.dirname(HERE))
PICTURES = os.path.join(PROJECT, "docs", "pictures")
TODAY = ["--today", "2026-11-23", "--no-config"]
# Who is at the keyboard is part of what is shown.
PERSON = {"USER": "jana", "LOGNAME": "jana"}
# Charts that pages show as they are saved, by the statement that draws them.
CHARTS = {"ageing": "invoices | chart ageing by debtor.country"}


class Terminal:
    """One program in one detached terminal of its own server."""

    def __init__(self, binary, place, columns, rows):
        self.socket = os.path.join(place, "tmux.socket")
        environment = {
            "PATH": os.environ["PATH"], "HOME": place, "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8", "TERM": "xterm-256color",
            **PERSON,
        }
        self.environment = environment
        self.run("new-session", "-d", "-x", str(columns), "-y", str(rows), binary, *TODAY, "sample.book", cwd=place)
        self.run("set-option", "-g", "status", "off")
        self.run("set-option", "-g", "escape-time", "0")
        self.run("resize-window", "-x", str(columns), "-y", str(rows))

    def run(self, *words, cwd=None):
        command = ["tmux", "-u", "-f", "/dev/null", "-S", self.socket, *words]
        return subprocess.run(command, env=self.environment, cwd=cwd, check=True, capture_output=True, text=True).stdout

    def screen(self):
        return self.run("capture-pane", "-e", "-p").rstrip("\n").split("\n")

    def say(self):
        return "\n".join(terminal.plain(line) for line in self.screen())

    def wait(self, text, seconds=60):
        end = time.time() + seconds
        while time.time() < end:
            if text in self.say():
                return
            time.sleep(0.05)
        raise SystemExit(f"pictures: the screen never shows: {text}\n{self.say()}")

    def settled(self):
        """The screen once it stands still."""
        last = None
        for _ in range(100):
            now = self.screen()
            if now == last:
                return now
            last = now
            time.sleep(0.3)
        return last

    def close(self):
        subprocess.run(["tmux", "-S", self.socket, "kill-server"], env=self.environment, capture_output=True)


def play(binary, book, session):
    lines = [line.rstrip("\n") for line in open(session, encoding="utf-8") if line.strip()]
    place = tempfile.mkdtemp(prefix="pictures.")
    shutil.copytree(book, os.path.join(place, "sample.book")) if os.path.isdir(book) else shutil.copy(book, place)
    size, title, steps = (96, 24), "recoup", []
    for line in lines:
        word, _, rest = line.partition(" ")
        if word == "size":
            size = tuple(int(number) for number in rest.split())
        elif word == "title":
            title = rest
        elif word in ("type", "key", "await"):
            steps.append((word, rest))
        else:
            raise SystemExit(f"pictures: {os.path.basename(session)}: no such step: {line}")
    terminal_ = Terminal(binary, place, *size)
    try:
        terminal_.wait("2026-11-23>")
        for word, rest in steps:
            if word == "type":
                terminal_.run("send-keys", "-l", "--", rest)
            elif word == "key":
                terminal_.run("send-keys", rest)
            else:
                terminal_.wait(rest)
        screen = terminal_.settled()
    finally:
        terminal_.close()
        shutil.rmtree(place, ignore_errors=True)
    return terminal.picture(screen, size[0], title)


def chart(binary, book, statement):
    place = tempfile.mkdtemp(prefix="pictures.")
    try:
        line = f'{statement} | save "chart.svg"'
        subprocess.run([binary, *TODAY, book, "-c", line], cwd=place, check=True, capture_output=True, env=os.environ | PERSON)
        return open(os.path.join(place, "chart.svg"), encoding="utf-8").read()
    finally:
        shutil.rmtree(place, ignore_errors=True)


def sample(binary, place):
    book = os.path.join(place, "sample.book")
    source = os.path.join(PROJECT, "docs", "examples")
    made = [binary, "--new", *TODAY, "--root", source, book, os.path.join(source, "sample.recoup")]
    subprocess.run(made, check=True, capture_output=True, cwd=PROJECT, env=os.environ | PERSON)
    return book


def main():
    binary, task = sys.argv[1], sys.argv[2]
    place = tempfile.mkdtemp(prefix="pictures.")
    bad = 0
    try:
        book = sample(binary, place)
        made = {name: chart(binary, book, statement) for name, statement in CHARTS.items()}
        for session in sorted(name for name in os.listdir(HERE) if name.endswith(".session")):
            made[session[: -len(".session")]] = play(binary, book, os.path.join(HERE, session))
    finally:
        shutil.rmtree(place, ignore_errors=True)
    pages = "".join(
        open(os.path.join(folder, page), encoding="utf-8").read()
        for folder in (PROJECT, os.path.join(PROJECT, "docs")) for page in os.listdir(folder) if page.endswith(".md"))
    for name, text in sorted(made.items()):
        path = os.path.join(PICTURES, name + ".svg")
        if f"pictures/{name}.svg" not in pages:
            print(f"pictures: {name}.svg stands in no page")
            bad = 1
        if task == "write":
            os.makedirs(PICTURES, exist_ok=True)
            with open(path, "w", encoding="utf-8") as file:
                file.write(text)
            continue
        kept = open(path, encoding="utf-8").read() if os.path.exists(path) else ""
        if terminal.words(kept) != terminal.words(text):
            print(f"pictures: {name}.svg shows something else than the program does: run scripts/pictures and look")
            bad = 1
    for name in re.findall(r"pictures/([a-z-]+)\.svg", pages):
        if name not in made:
            print(f"pictures: nothing makes {name}.svg, which a page shows")
            bad = 1
    if bad:
        raise SystemExit(1)
    print(f"pictures: {'ok' if task == 'check' else 'written'} ({len(made)})")


main()
