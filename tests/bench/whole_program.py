#!/usr/bin/env python3
"""Times tanba-cli as a whole process: streaming of a large file, and many files on one core and on all of them.

    whole_program.py BIN_DIR KEY.p12 PASSWORD DIGEST [--size BYTES] [--files N] [--rounds N] [--at RFC3339] [--trust DIR] [--crl DIR] [--only-many]

DIGEST is the key's own: streebog512 or sha256. With anchors and lists (--trust, --crl; --at in their time) a verification is judged to its
end; without, the chain ends at once. --only-many leaves the large file out. Contenders take turns; a ratio is the median of the ratios of the rounds.
"""
import argparse
import os
import pathlib
import resource
import statistics
import subprocess
import tempfile
import time


def run(command, cores=None, allowed=(0,)):
    """Seconds and peak resident KiB of one process."""
    def pin():
        if cores is not None:
            os.sched_setaffinity(0, cores)

    start = time.monotonic()
    process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, preexec_fn=pin)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in allowed:
        raise SystemExit(f"{command[:4]} answered {process.returncode}")
    return time.monotonic() - start, usage.ru_maxrss


def ratios(name, first, second, rounds):
    pairs = [(first(), second()) for _ in range(rounds)]
    print(f"{name}: {statistics.median(a[0] for a, _ in pairs):.2f} s against "
          f"{statistics.median(b[0] for _, b in pairs):.2f} s, ratio {statistics.median(b[0] / a[0] for a, b in pairs):.2f}, "
          f"peak {max(a[1] for a, _ in pairs) / 1024:.1f} MiB against {max(b[1] for _, b in pairs) / 1024:.1f} MiB")


def large_file(folder, sign, program, options):
    large = folder / "large.bin"
    with open(large, "wb") as out:
        block = os.urandom(1 << 20)
        for _ in range(options.size >> 20):
            out.write(block)
    bare = [str(options.bin_dir / "bare_hash"), options.digest, str(large)]
    run(bare)
    for form in ("cms-detached", "cms"):
        ratios(f"sign --format {form}, {options.size >> 20} MiB, against the bare hash",
               lambda form=form: run(sign + ["--format", form, str(large)]), lambda: run(bare), options.rounds)
    for signed in ("large.bin.p7s", "large.bin.cms"):
        command = [program, "verify", str(folder / signed), "--at", options.at]
        command += ["--content", str(large)] if signed.endswith("p7s") else []
        seconds, peak = run(command, allowed=(0, 1, 2))
        print(f"verify {signed}: {seconds:.2f} s, peak {peak / 1024:.1f} MiB")
    for name in ("large.bin", "large.bin.cms"):
        (folder / name).unlink()


def many_files(folder, sign, program, options):
    inputs = folder / "inputs"
    inputs.mkdir()
    for number in range(options.files):
        (inputs / f"{number:05}.txt").write_text(f"document {number}\n")
    outputs = folder / "outputs"
    outputs.mkdir()
    names = sorted(str(path) for path in inputs.iterdir())
    seconds, peak = run(sign + ["--format", "cms", "--out-dir", str(outputs)] + names)
    print(f"sign {options.files} files: {seconds:.1f} s, {options.files / seconds:.0f} per second, peak {peak / 1024:.1f} MiB")
    signed = sorted(str(path) for path in outputs.iterdir())
    verify = [program, "verify", "--at", options.at]
    for option, where in (("--trust", options.trust), ("--crl", options.crl)):
        verify += [option, where] if where else []
    verify += signed
    cores = sorted(os.sched_getaffinity(0))
    seconds, peak = run(verify, allowed=(0, 1, 2))
    print(f"verify {options.files} files: {seconds:.1f} s, {options.files / seconds:.0f} per second, peak {peak / 1024:.1f} MiB")
    for label, extra in (("text", []), ("json", ["--json"])):
        ratios(f"verify {options.files} files ({label}), all {len(cores)} cores against one",
               lambda extra=extra: run(verify + extra, allowed=(0, 1, 2)),
               lambda extra=extra: run(verify + extra, cores={cores[0]}, allowed=(0, 1, 2)), max(1, options.rounds // 2))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("bin_dir", type=pathlib.Path)
    parser.add_argument("key")
    parser.add_argument("password")
    parser.add_argument("digest", choices=["streebog512", "sha256"])
    parser.add_argument("--size", type=int, default=1 << 30)
    parser.add_argument("--files", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--at", default="2026-06-20T12:00:00Z")
    parser.add_argument("--trust")
    parser.add_argument("--crl")
    parser.add_argument("--only-many", action="store_true")
    options = parser.parse_args()
    program = str(options.bin_dir / "tanba-cli")

    with tempfile.TemporaryDirectory(prefix="tanba-bench-") as folder:
        folder = pathlib.Path(folder)
        password = folder / "password"
        password.write_text(options.password + "\n")
        password.chmod(0o600)
        sign = [program, "sign", "--key", options.key, "--password-file", str(password), "--allow-expired", "--force"]

        small = folder / "small.bin"
        small.write_bytes(b"x")
        baseline = run(sign + ["--format", "cms-detached", str(small)])[1]
        print(f"baseline: signing one byte, peak {baseline / 1024:.1f} MiB")

        if not options.only_many:
            large_file(folder, sign, program, options)
        many_files(folder, sign, program, options)
    print(f"user time of all runs: {resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime:.0f} s")


if __name__ == "__main__":
    main()
