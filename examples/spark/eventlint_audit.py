"""Checks a lake of events with eventlint on Apache Spark.

Each partition is piped through `eventlint audit --partial`, which answers with its state: one JSON document. States are merged
in a tree by `eventlint audit --merge --partial`, and at last on the driver by `eventlint audit --merge`, which prints the findings
and ends with the exit code that `eventlint check` would have on the same files.

    spark-submit eventlint_audit.py events/ --project . -- --format sarif=findings.sarif

Needs eventlint and Node on every executor (see README.md) and, unless --direct is given, pyarrow.
"""

import argparse
import os
import shlex
import subprocess
import sys
from collections import Counter
from urllib.parse import unquote, urlparse
from zlib import crc32

from pyspark.sql import SparkSession

from eventlint_shards import Eventlint, Project, audit_ranges, audit_rows, merge_states, ranges_of

# States that are merged at a time. One can be ten megabytes where much is wrong, so that nobody may hold many.
MERGE_WIDTH = 8


def main(argv):
    options, merge_options = parse(argv)
    spark = SparkSession.builder.appName("eventlint audit").getOrCreate()
    context = spark.sparkContext
    context.addPyFile(os.path.join(os.path.dirname(os.path.abspath(__file__)), "eventlint_shards.py"))
    project = context.broadcast(Project.pack(options.project, options.ship))
    eventlint = Eventlint(shlex.split(options.eventlint), project, options.profile is not None)
    names = Names(options.project)
    if options.direct:
        states, expected = states_of_ranges(context, options, eventlint, names)
    else:
        states, expected = states_of_rows(spark, options, eventlint, names), None
    states = in_a_tree(states, eventlint)
    ids, merged = unzip(states.collect())
    require_all(ids, expected)
    return report(options, merged, merge_options)


def parse(argv):
    parser = argparse.ArgumentParser(
        description="Checks events with eventlint on Spark. What follows `--` goes to `eventlint audit --merge`: "
        "--format, --output, --max-warnings, …"
    )
    add = parser.add_argument
    add("input", nargs="+", help="files, folders or addresses of NDJSON (plain or packed) or Parquet")
    add("--parquet", action="store_true", help="the input is Parquet")
    add("--column", help="the Parquet column that holds JSON; without it, each row's columns become a JSON object")
    add("--direct", action="store_true", help="executors open the files themselves: for paths that all of them can see")
    add("--shard-mb", type=float, default=128, help="the size of a shard in megabytes (default: 128)")
    add("--project", default=".", help="the folder of the registry and eventlint.yaml (default: the working directory)")
    add("--ship", action="append", default=[], help="more files of the project that the registry needs, as a glob")
    add("--profile", help="write statistics of all events to this file (docs/profile.md)")
    add("--eventlint", default="eventlint", help="the command on executors; paths may be in --archives (default: eventlint)")
    add("--driver-eventlint", help="the command on the driver, where it is another one")
    cut = argv.index("--") if "--" in argv else len(argv)
    options = parser.parse_args(argv[:cut])
    if options.column and not options.parquet:
        parser.error("--column names a column of --parquet")
    if options.direct and options.parquet:
        parser.error("--direct reads NDJSON; leave it out for --parquet")
    return options, argv[cut + 1 :]


class Names:
    """What a file is called in findings: what `eventlint check` calls it when it runs in the project's folder."""

    def __init__(self, project):
        self.root = os.path.abspath(project)

    def __call__(self, address):
        parsed = urlparse(address)
        if parsed.scheme not in ("", "file"):
            return address
        path = unquote(parsed.path) if parsed.scheme == "file" else address
        return os.path.relpath(os.path.abspath(path), self.root).replace(os.sep, "/")


def states_of_ranges(context, options, eventlint, names):
    """Executors are told (file, start, end) and read the bytes themselves: nothing goes through the JVM."""
    ranges = ranges_of(options.input, int(options.shard_mb * (1 << 20)), names)
    states = context.parallelize(ranges, max(1, len(ranges))).mapPartitions(audit_ranges(eventlint))
    return states, {each.id for each in ranges}


def states_of_rows(spark, options, eventlint, names):
    """Spark reads and splits whatever it can reach. A row is a line's own bytes: nothing is decoded on the way."""
    spark.conf.set("spark.sql.files.maxPartitionBytes", int(options.shard_mb * (1 << 20)))
    # A line can be a whole batch, so that few of them may wait in memory.
    spark.conf.set("spark.sql.execution.arrow.maxRecordsPerBatch", 512)
    reader = spark.read.option("recursiveFileLookup", "true")
    if options.parquet:
        frame = reader.parquet(*options.input)
        text = options.column if options.column else json_of(frame)
        # A row's number in its file is its line.
        place = "_metadata.row_index AS place"
    else:
        # Without it Spark also ends a line at a lone carriage return, and lines would be counted otherwise.
        frame, text = reader.option("lineSep", "\n").text(options.input), "value"
        place = "_metadata.file_block_start AS place"
    rows = frame.selectExpr(f"CAST({text} AS BINARY) AS line", "_metadata.file_path AS file", place)
    audited = rows.mapInArrow(audit_rows(eventlint, names, options.parquet), "ids array<string>, state string")
    return audited.rdd.map(lambda row: (list(row.ids), row.state))


def json_of(frame):
    columns = ", ".join(f"`{name.replace('`', '``')}`" for name in frame.columns)
    return f"to_json(struct({columns}), map('timestampFormat', 'yyyy-MM-dd HH:mm:ss'))"


def in_a_tree(states, eventlint):
    """Merges until the driver can take the rest. Where a state goes depends on nothing but its shards, so that a task that is
    run again is given the very same states."""
    while states.getNumPartitions() > MERGE_WIDTH:
        count = -(-states.getNumPartitions() // MERGE_WIDTH)
        keyed = states.map(lambda state: (crc32(min(state[0]).encode()), state))
        states = keyed.partitionBy(count, lambda key: key).values().mapPartitions(merge_states(eventlint))
    return states


def unzip(pairs):
    return [shard for ids, _ in pairs for shard in ids], [state for _, state in pairs]


def require_all(ids, expected):
    """No shard may be missing or stand for more than one state; what is merged from such states would be wrong in silence."""
    twice = [shard for shard, count in Counter(ids).items() if count > 1]
    missing = sorted(expected - set(ids)) if expected is not None else []
    if twice or missing:
        raise RuntimeError(f"shards that are missing: {missing[:5]}; shards that came twice: {twice[:5]}")


def report(options, states, merge_options):
    profile = ["--profile", options.profile] if options.profile is not None else []
    eventlint = shlex.split(options.driver_eventlint or options.eventlint)
    command = [*eventlint, "audit", "--merge", *profile, *merge_options]
    process = subprocess.Popen(command, cwd=options.project, stdin=subprocess.PIPE)
    with process.stdin as stdin:
        for state in states:
            stdin.write(state.encode() + b"\n")
    return process.wait()


def reason(error):
    """What eventlint said on an executor, out of the many lines that Spark makes of it."""
    said = [line for line in str(error).splitlines() if line.startswith("RuntimeError: ")]
    return said[-1].removeprefix("RuntimeError: ") if said else str(error)[:2000]


if __name__ == "__main__":
    try:
        code = main(sys.argv[1:])
    except Exception as error:
        # As eventlint itself: 1 means findings, 2 that the work could not be done.
        print(f"eventlint_audit: {reason(error)}", file=sys.stderr)
        code = 2
    sys.exit(code)
