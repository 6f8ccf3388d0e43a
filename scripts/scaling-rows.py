# The scripts of `scripts/scaling`, and how each is measured. Called by it; prints a line for each kind and fails above 2.5.
import os, resource, shutil, subprocess, sys, tempfile

recoup, most = sys.argv[1], int(sys.argv[2])
# What is repeated, and how many tokens it has.
kinds = {
    "queries": (16, lambda i: f"invoices | where overdue > {i % 300}d and balance > {i} | sort -balance | take {i % 50 + 1}\n"),
    "variables": (6, lambda i: f"let v{i} = {i} + {f'$v{i - 1}' if i else 1}\n"),
    "definitions": (14, lambda i: f"def f{i}(n: number) -> number {{ $n + {i} }}\n"),
    "calls": (8, lambda i: "def f(n: number) -> number { $n + 1 }\n" if i == 0 else f"let x = f({i})\n"),
    "branches": (13, lambda i: f"if {i} > 5 {{ let a = {i} }} else {{ let b = {i} }}\n"),
    "arithmetic": (8, lambda i: f"let x = {i} * 2 + 1\n"),
    "comments": (2, lambda i: f"1 # {i}\n"),
    "texts": (6, lambda i: f'"a {{{i}}} b"\n'),
    "problems": (7, lambda i: f"invoices | where balnace{i} > 5\n"),
    "noise": (4, lambda i: ") ] } |\n"),
}


def counts():
    """Whether instructions can be counted here."""
    if not shutil.which("perf"):
        return False
    run = subprocess.run(["perf", "stat", "-x,", "-e", "instructions:u", "true"], capture_output=True, text=True)
    return run.returncode == 0 and run.stderr.split(",")[0].isdigit()


def cost(words, counted):
    """Instructions, or the least processor time of five runs in microseconds."""
    if counted:
        run = subprocess.run(["perf", "stat", "-x,", "-e", "instructions:u", *words], capture_output=True, text=True)
        return int(next(line for line in run.stderr.splitlines() if "instructions" in line).split(",")[0])
    best = None
    for _ in range(5):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(words, capture_output=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        spent = (after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime) * 1e6
        best = spent if best is None else min(best, spent)
    return int(best)


counted = counts()
failed = False
print(f"{'what':<24}{'tokens':>9}{'once':>16}{'twice':>16}{'ratio':>8}   ({'instructions' if counted else 'microseconds'})")
with tempfile.TemporaryDirectory() as folder:
    path = os.path.join(folder, "a.recoup")
    for name, (tokens, line) in kinds.items():
        for command in (["check"], ["fmt", "--check"]):
            found = []
            for size in (most // 2, most):
                with open(path, "w") as file:
                    for i in range(size // tokens):
                        file.write(line(i))
                found.append(cost([recoup, *command, path], counted))
            ratio = found[1] / max(1, found[0])
            failed |= ratio > 2.5
            print(f"{command[0] + ' ' + name:<24}{most:>9}{found[0]:>16}{found[1]:>16}{ratio:>8.2f}{'   too steep' if ratio > 2.5 else ''}")
sys.exit(failed)
