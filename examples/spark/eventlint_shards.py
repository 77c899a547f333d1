"""What runs on executors: shards of files, piped through eventlint."""

import glob
import hashlib
import io
import json
import os
import subprocess
import tarfile
import tempfile
from typing import NamedTuple

from pyspark import SparkFiles

CHUNK = 1 << 20
# What eventlint reads beside the events.
PROJECT_FILES = ["event-registry.yaml", "event-registry.lock", "eventlint.yaml", "events/**/*.y*ml", "packs/*.yaml"]


class Project(NamedTuple):
    """A project's registry and settings, packed for the executors."""

    digest: str
    archive: bytes

    @staticmethod
    def pack(folder, more):
        packed = io.BytesIO()
        with tarfile.open(fileobj=packed, mode="w") as archive:
            found = {
                path
                for pattern in [*PROJECT_FILES, *more]
                for path in glob.glob(os.path.join(folder, pattern), recursive=True)
                if os.path.isfile(path)
            }
            for path in sorted(found):
                archive.add(path, arcname=os.path.relpath(path, folder))
        content = packed.getvalue()
        return Project(hashlib.sha256(content).hexdigest()[:16], content)

    def unpacked(self):
        """The folder that the project was unpacked to on this machine: by the first task that asks, for all."""
        folder = os.path.join(tempfile.gettempdir(), f"eventlint-project-{os.getuid()}-{self.digest}")
        if not os.path.isdir(folder):
            fresh = tempfile.mkdtemp(prefix="eventlint-project-")
            with tarfile.open(fileobj=io.BytesIO(self.archive)) as archive:
                archive.extractall(fresh, filter="data")
            try:
                os.rename(fresh, folder)
            except OSError:
                pass  # Another task was quicker; what it unpacked is the same.
        return folder


class Eventlint:
    """How eventlint is started on an executor. With `profiled`, states hold statistics too."""

    def __init__(self, command, project, profiled=False):
        self.command = command
        self.project = project
        self.profiled = profiled

    def run(self, *arguments):
        command = [shipped(part) for part in self.command]
        return Process([*command, "audit", *arguments], self.project.value.unpacked())


def shipped(part):
    """A part of a command that names a file which was shipped with the job, by its whole path: eventlint runs elsewhere."""
    path = os.path.join(SparkFiles.getRootDirectory(), part)
    return os.path.abspath(path) if "/" in part and os.path.exists(path) else part


class Process:
    """One run of eventlint that is fed through its standard input and answers with one JSON document, or fails the task."""

    def __init__(self, command, folder):
        self.command = command
        # Files, as nobody reads pipes while the input is written.
        self.answer = tempfile.TemporaryFile()
        self.complaint = tempfile.TemporaryFile()
        self.process = subprocess.Popen(
            command, cwd=folder, stdin=subprocess.PIPE, stdout=self.answer, stderr=self.complaint, bufsize=0
        )

    def __enter__(self):
        return self

    def __exit__(self, *_):
        # Where the task fails or is cancelled, nothing is left running.
        self.process.kill()
        self.process.wait()
        self.process.stdin.close()
        self.answer.close()
        self.complaint.close()

    def write(self, data):
        try:
            view = memoryview(data)
            while view:
                view = view[self.process.stdin.write(view) :]
        except BrokenPipeError:
            self.fail(self.process.wait())

    def state(self):
        """Ends the input and returns the answer. A task may only count whose eventlint ended well and said everything."""
        self.process.stdin.close()
        status = self.process.wait()
        if status != 0:
            self.fail(status)
        self.answer.seek(0)
        answer = self.answer.read().decode()
        json.loads(answer)
        return answer.rstrip("\n")

    def fail(self, status):
        self.complaint.seek(0)
        said = self.complaint.read()[-2000:].decode(errors="replace")
        raise RuntimeError(f"{' '.join(self.command)} ended with {status}: {said}")


class Shard(NamedTuple):
    """A part of a file. Its id depends on nothing but the part, so that every attempt at it has the same."""

    id: str
    name: str
    path: str
    start: int
    end: int


def ranges_of(inputs, size, names):
    """The shards of files that every executor can open, of about so many bytes each."""
    shards = []
    for path in sorted(path for each in inputs for path in files_in(each)):
        total = os.path.getsize(path)
        # What is packed can only be read from its beginning.
        step = max(total, 1) if path.endswith((".gz", ".zst")) else size
        for start in range(0, max(total, 1), step):
            name = names(path)
            shards.append(Shard(f"{name}:{start}", name, os.path.abspath(path), start, min(start + step, total)))
    return shards


def files_in(path):
    """As Spark lists a folder: without what is hidden."""
    if os.path.isfile(path):
        yield path
        return
    if not os.path.isdir(path):
        raise FileNotFoundError(f"{path} is no file or folder that this machine can see")
    for folder, folders, files in os.walk(path):
        folders[:] = [name for name in folders if not name.startswith((".", "_"))]
        yield from (os.path.join(folder, name) for name in files if not name.startswith((".", "_")))


def audit_ranges(eventlint):
    """For `mapPartitions`: shards become (ids, state)."""

    def audit(shards):
        for shard in shards:
            with partial(eventlint, shard.id, shard.name, "--offset", shard.start) as process:
                for chunk in lines_within(shard):
                    process.write(chunk)
                yield [shard.id], process.state()

    return audit


def lines_within(shard):
    """The bytes of the lines that begin in the shard: the last one may end beyond it, in the next."""
    with open(shard.path, "rb") as file:
        if shard.start > 0:
            file.seek(shard.start - 1)
            for _ in rest_of_line(file):
                pass
        at = file.tell()
        last = b"\n"
        while at < shard.end and (chunk := file.read(min(CHUNK, shard.end - at))):
            at += len(chunk)
            last = chunk[-1:]
            yield chunk
        if last != b"\n":
            yield from rest_of_line(file)


def rest_of_line(file):
    """What is left of a line, with its line feed, in pieces: a line can be larger than memory."""
    while part := file.readline(CHUNK):
        yield part
        if part.endswith(b"\n"):
            return


def audit_rows(eventlint, names, is_parquet):
    """For `mapInArrow`: batches of (line, file, place) become rows of (ids, state). A partition holds parts of one or several
    files; each part is a shard of its own, so that lines are counted within their file."""

    def audit(batches):
        import pyarrow

        for shard, parts in grouped(runs(batches, is_parquet), names, is_parquet):
            position = ("--first-line", shard.start + 1) if is_parquet else ("--offset", shard.start)
            with partial(eventlint, shard.id, shard.name, *position) as process:
                for part in parts:
                    process.write(part)
                state = process.state()
            ids = pyarrow.array([[shard.id]], pyarrow.list_(pyarrow.string()))
            yield pyarrow.RecordBatch.from_arrays([ids, pyarrow.array([state])], ["ids", "state"])

    return audit


def runs(batches, is_parquet):
    """Cuts batches where another file, or another part of one, begins: (file, place of the first row, lines as one binary)."""
    for batch in batches:
        start = 0
        while start < batch.num_rows:
            end = same_part(batch, start, is_parquet)
            rows = batch.slice(start, end - start)
            yield rows.column(1)[0].as_py(), rows.column(2)[0].as_py(), rows.num_rows, joined(rows.column(0))
            start = end


def same_part(batch, start, is_parquet):
    """Where the part ends that the row at `start` belongs to; most batches are one part, which the last row tells."""

    def key(row):
        place = batch.column(2)[row].as_py()
        return batch.column(1)[row].as_py(), place - row if is_parquet else place

    first = key(start)
    if key(batch.num_rows - 1) == first:
        return batch.num_rows
    return next(row for row in range(start + 1, batch.num_rows) if key(row) != first)


def joined(column):
    """Values as lines. A line feed within a value would shift all that follow; a tab is white space or wrong in the same places."""
    import pyarrow
    import pyarrow.compute as compute

    column = column.fill_null(b"")
    whole = compute.binary_join(pyarrow.ListArray.from_arrays([0, len(column)], column), b"\n")[0].as_buffer()
    if bytes(whole).count(b"\n") == len(column) - 1:
        return whole
    return b"\n".join(value.as_py().replace(b"\n", b"\t") for value in column)


def grouped(parts, names, is_parquet):
    """Shards with an iterator over their bytes, which must be used up before the next shard is asked for."""
    ahead = next(parts, None)
    while ahead is not None:
        file, place, _, _ = ahead
        name = names(file)

        def lines():
            nonlocal ahead
            expected = place
            while ahead is not None and ahead[0] == file and ahead[1] == expected:
                yield ahead[3]
                yield b"\n"
                expected = ahead[1] + (ahead[2] if is_parquet else 0)
                ahead = next(parts, None)

        yield Shard(f"{name}:{place}", name, file, place, place), lines()


def partial(eventlint, shard, name, *position):
    profile = ["--profile"] if eventlint.profiled else []
    return eventlint.run("--partial", *profile, "--shard", shard, "--stdin-filename", name, *map(str, position))


def merge_states(eventlint):
    """For `mapPartitions`: (ids, state) of several shards become one."""

    def merge(pairs):
        pairs = list(pairs)
        if len(pairs) < 2:
            yield from pairs
            return
        with eventlint.run("--merge", "--partial") as process:
            for _, state in pairs:
                process.write(state.encode() + b"\n")
            yield [shard for ids, _ in pairs for shard in ids], process.state()

    return merge
