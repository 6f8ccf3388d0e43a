"""How the bench measures: processes from spawn to exit, statements inside a warm process, prompts on a pseudo-terminal."""
import fcntl
import os
import pty
import re
import select
import shutil
import signal
import statistics
import struct
import subprocess
import termios
import time

OURS = "recoup"


class Trouble(Exception):
    """A row could not be measured."""


class Figure:
    """What was measured for one program: seconds of each run, and the answer it gave."""

    def __init__(self, seconds, answer=None, megabytes=None, per=1):
        self.seconds = [s / per for s in seconds]
        self.answer = answer
        self.megabytes = megabytes
        self.per = per

    @property
    def median(self):
        return statistics.median(self.seconds)


def readable(seconds):
    for limit, unit, factor in ((1e-3, "µs", 1e6), (1, "ms", 1e3)):
        if seconds < limit:
            return f"{seconds * factor:.3g} {unit}"
    return f"{seconds:.3g} s"


class Bench:
    def __init__(self, program, sheets, work, peers, runs):
        self.program, self.sheets, self.runs = program, sheets, runs
        with open(os.path.join(sheets, "invoices.csv"), "rb") as file:
            self.size = sum(chunk.count(b"\n") for chunk in iter(lambda: file.read(1 << 20), b"")) - 1
        self.work = os.path.join(work, f"{os.path.basename(sheets)}-{self.size}")
        os.makedirs(self.work, exist_ok=True)
        inside = os.path.join(os.path.abspath(peers), "bin") if peers else ""
        self.sqlite = shutil.which("sqlite3")
        self.duckdb = shutil.which("duckdb", path=inside) or shutil.which("duckdb")
        python = shutil.which("python3", path=inside) if inside else None
        has_polars = python and subprocess.run([python, "-c", "import polars"], stderr=subprocess.DEVNULL).returncode == 0
        self.polars = python if has_polars else None
        self.peers = [name for name in ("sqlite3", "duckdb", "polars") if getattr(self, name.rstrip("3"))]
        self.told, self.failures, self.made = [], 0, {}

    def path(self, name):
        return os.path.join(self.work, name)

    def once(self, name, make):
        """Something that several rows need, made for the first of them."""
        if name not in self.made:
            self.made[name] = make()
        return self.made[name]

    def write(self, name, lines):
        with open(self.path(name), "w") as out:
            out.writelines(lines)
        return self.path(name)

    # ---- whole processes

    def spawn(self, command, stdin=os.devnull):
        """One run: seconds, peak megabytes, what it printed."""
        out, err = self.path("out.txt"), self.path("err.txt")
        plan = [(os.POSIX_SPAWN_OPEN, 0, stdin, os.O_RDONLY, 0),
                (os.POSIX_SPAWN_OPEN, 1, out, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600),
                (os.POSIX_SPAWN_OPEN, 2, err, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)]
        start = time.perf_counter()
        child = os.posix_spawn(command[0], command, os.environ, file_actions=plan)
        _, status, used = os.wait4(child, 0)
        seconds = time.perf_counter() - start
        code = os.waitstatus_to_exitcode(status)
        if code:
            with open(err, errors="replace") as said:
                raise Trouble(f"{os.path.basename(command[0])} ended with {code}: {said.read(300).strip()}")
        return seconds, used.ru_maxrss / 1024, out

    def whole(self, command, stdin=os.devnull, answer=None, before=None, runs=None, warm=1, per=1, memory=False):
        """Median of whole processes. `answer` reads what the last one printed; `before` prepares each run. `memory` keeps the peak,
        which is never below that of this script itself."""
        seconds, most, out = [], 0, None
        for turn in range(warm + (runs or self.runs)):
            if before:
                before()
            took, megabytes, out = self.spawn(command, stdin)
            most = max(most, megabytes)
            if turn >= warm:
                seconds.append(took)
        with open(out, errors="replace") as printed:
            return Figure(seconds, answer(printed.read()) if answer else None, most if memory else None, per)

    # ---- statements in one warm process

    def warm(self, command, statement, timer, before="", answer=None, after=""):
        """The statement again and again in one process, timed as `timer` finds it in what the process prints. `after` is one
        statement more, which is not counted: it shows what the others kept to themselves."""
        turns = self.runs + 2
        script = self.write("warm.txt", [before + "\n"] + [statement + "\n"] * turns + [after + "\n"])
        _, _, out = self.spawn(command, script)
        printed = open(out, errors="replace").read()
        said = printed + open(self.path("err.txt"), errors="replace").read()
        found = [float(value) * timer[1] for value in re.findall(timer[0], said)]
        if len(found) < turns:
            raise Trouble(f"{os.path.basename(command[0])} told {len(found)} of {turns} times: {said[:200].strip()}")
        if after:
            found.pop()
        kept = found[-self.runs:]
        return Figure(kept, answer(printed) if answer else None)

    # ---- prompts

    def prompt(self, command, sign):
        """Seconds to the first prompt on a pseudo-terminal, and the peak memory of the idle shell."""
        seconds, most = [], 0
        for _ in range(self.runs + 2):
            start = time.perf_counter()
            child, terminal = pty.fork()
            if child == 0:
                os.environ["TERM"] = "xterm"
                os.execv(command[0], command)
            seen, took = b"", None
            while time.perf_counter() - start < 5 and took is None:
                if not select.select([terminal], [], [], 0.05)[0]:
                    continue
                try:
                    seen += os.read(terminal, 65536)
                except OSError:
                    break
                plain = re.sub(rb"\x1b\[[0-9;?]*[A-Za-z]|\x1b[=>]|\x01|\x02", b"", seen)
                if plain.rstrip(b"\r\n").endswith(sign):
                    took = time.perf_counter() - start
            if took is not None:
                time.sleep(0.05)
                with open(f"/proc/{child}/status") as status:
                    most = max(most, int(re.search(r"VmHWM:\s+(\d+)", status.read()).group(1)) / 1024)
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
            os.close(terminal)
            if took is None:
                raise Trouble(f"{os.path.basename(command[0])} showed no prompt: {seen[-80:]!r}")
            seconds.append(took)
        return Figure(seconds[2:], None, most)

    def keys(self, command, keys, pause=0.004):
        """Types each key at a prompt on a pseudo-terminal: the seconds from the byte to the end of the frame it causes, and the
        seconds of processor time the program spent on it. The first turn is not counted. A key waits for the one before."""
        child, terminal = pty.fork()
        if child == 0:
            os.environ["TERM"] = "xterm-256color"
            os.execv(command[0], command)
        fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))
        frame = b"\x1b[?2026l"

        def used():
            with open(f"/proc/{child}/schedstat") as told:
                return int(told.read().split()[0]) / 1e9

        def await_frame(limit):
            seen = b""
            while frame not in seen:
                if not select.select([terminal], [], [], limit)[0]:
                    raise Trouble(f"no frame within {limit} s: {seen[-80:]!r}")
                seen += os.read(terminal, 65536)

        through, inside = [], []
        try:
            await_frame(20)
            for turn in range(self.runs + 1):
                for key in keys:
                    time.sleep(pause)
                    while select.select([terminal], [], [], 0)[0]:
                        os.read(terminal, 65536)
                    before, start = used(), time.perf_counter()
                    os.write(terminal, key)
                    await_frame(5)
                    took = time.perf_counter() - start
                    time.sleep(pause)
                    if turn:
                        through.append(took)
                        inside.append(used() - before)
        finally:
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
            os.close(terminal)
        return through, inside

    # ---- telling

    def tell(self, name, work, figures):
        """One line; `figures` by program, ours under its name."""
        ours = figures.get(OURS)
        others = {peer: figure for peer, figure in figures.items() if peer != OURS and figure}
        if ours is None:
            print(f"{name:4} {work:44} not measured")
            return
        parts = [f"{name:4} {work:44} {readable(ours.median):>9}"]
        if ours.megabytes:
            parts.append(f"({ours.megabytes:.0f} MB)")
        for peer, figure in others.items():
            memory = f" ({figure.megabytes:.0f} MB)" if figure.megabytes and ours.megabytes else ""
            parts.append(f"{peer} {readable(figure.median)}{memory}")
        best = min((figure.median for figure in others.values()), default=None)
        if best:
            parts.append(f"ratio {ours.median / best:.2f}")
        for peer, figure in others.items():
            if figure.answer is not None and ours.answer is not None and figure.answer != ours.answer:
                parts.append(f"ANSWER DIFFERS from {peer}: {str(ours.answer)[:80]} / {str(figure.answer)[:80]}")
                self.failures += 1
        print("  ".join(parts), flush=True)
        self.told.append({"row": name, "work": work, "invoices": self.size, "ratio": ours.median / best if best else None,
                          "figures": {peer: {"median_s": figure.median, "runs": figure.seconds, "mb": figure.megabytes}
                                      for peer, figure in figures.items() if figure}})
