"""Rows k: the same small programs in our language and in others that people script with, whole processes."""
import shutil

from measure import OURS

FIB = {
    OURS: "def fib(n: number) -> number { if $n < 2 { return $n }; fib($n - 1) + fib($n - 2) }\nfib(27)\n",
    "lua5.4": "local function f(n) if n<2 then return n end return f(n-1)+f(n-2) end print(f(27))\n",
    "python3": "def f(n): return n if n<2 else f(n-1)+f(n-2)\nprint(f(27))\n",
}
LOOP = {
    OURS: "let s = 0\nfor i in 1..10000000 { $s = ($s + $i * $i) mod 1000003 }\n$s\n",
    "lua5.4": "local s=0 for i=1,10000000 do s=(s+i*i)%1000003 end print(s)\n",
    "python3": "def f(n):\n s=0\n for i in range(1,n+1): s=(s+i*i)%1000003\n return s\nprint(f(10000000))\n",
}
TEXT = {
    OURS: 'let s = ""\nfor i in 1..1000000 { $s = $s + """\ninv {$i}\n\n""" }\nlength($s)\n',
    "lua5.4": "local t={} for i=1,1000000 do t[i]='inv '..i..'\\n' end print(#table.concat(t))\n",
    "python3": "print(len(''.join(['inv %d\\n'%i for i in range(1,1000001)])))\n",
}
ENDINGS = {OURS: "recoup", "lua5.4": "lua", "python3": "py"}


def interpreter(bench, name):
    """The words before the file; nothing where it is not installed. Python is the one of the machine, not that of the peers."""
    if name == OURS:
        return [bench.program, "--no-config", "--memory"]
    path = shutil.which(name, path="/usr/bin:/usr/local/bin")
    return [path] if path else None


def program(name, texts):
    def run(bench):
        figures = {}
        for language, text in texts.items():
            words = interpreter(bench, language)
            if words:
                file = bench.write(f"{name}.{ENDINGS[language]}", [text])
                figures[language] = bench.whole([*words, file], answer=str.strip)
        return figures
    return run


ALL = [
    ("k1", "fib(27)", program("k1", FIB)),
    ("k2", "a loop of ten million turns", program("k2", LOOP)),
    ("k3", "a text of a million lines", program("k3", TEXT)),
]
