"""Reads WARC files as ISO 28500:2017 (WARC/1.1) describes them, and nothing of the project's. Argument: DIRECTORY.

Prints one JSON line for each record that holds or refers to a payload, and ends with code 1 and the reason when a file
is not valid: one record per gzip member, fields, lengths, digests, and that what records refer to is there.
"""

import hashlib
import json
import pathlib
import sys
import zlib

REQUIRED = ("warc-type", "warc-record-id", "warc-date", "content-length")


def members(data):
    start = 0
    while start < len(data):
        engine = zlib.decompressobj(wbits=31)
        content, end = [], start
        while not engine.eof:
            piece = data[end : end + 65536]
            if not piece:
                raise ValueError(f"the gzip member at {start} does not end")
            content.append(engine.decompress(piece))
            end += len(piece)
        end -= len(engine.unused_data)
        yield start, b"".join(content)
        start = end


def record(content):
    head, found, rest = content.partition(b"\r\n\r\n")
    lines = head.split(b"\r\n")
    if not found or lines[0] != b"WARC/1.1":
        raise ValueError(f"no record begins with {lines[0][:20]!r}")
    fields = {}
    for line in lines[1:]:
        name, colon, value = line.partition(b":")
        if not colon:
            raise ValueError(f"no field: {line!r}")
        fields[name.strip().lower().decode("ascii")] = value.strip().decode("utf-8")
    missing = [name for name in REQUIRED if name not in fields]
    if missing:
        raise ValueError(f"without {missing}")
    length = int(fields["content-length"])
    if rest[length:] != b"\r\n\r\n":
        raise ValueError("the block is not followed by two empty lines")
    return fields, rest[:length]


def check(stated, given, what):
    if stated is None:
        return
    algorithm, _, value = stated.partition(":")
    if hashlib.new(algorithm, given).hexdigest() != value:
        raise ValueError(f"the digest of the {what} is not {stated}")


def main(directory):
    ids, references, payloads = set(), [], {}
    for path in sorted(pathlib.Path(directory).glob("*.warc.gz")):
        for number, (offset, content) in enumerate(members(path.read_bytes())):
            place = f"{path.name} at {offset}"
            try:
                fields, block = record(content)
                check(fields.get("warc-block-digest"), block, "block")
                kind = fields["warc-type"]
                if (number == 0) != (kind == "warcinfo"):
                    raise ValueError("a file begins with its warcinfo, and has one")
                if fields["warc-record-id"] in ids:
                    raise ValueError("a record id twice")
                ids.add(fields["warc-record-id"])
                for name in ("warc-concurrent-to", "warc-refers-to"):
                    if name in fields:
                        references.append((place, fields[name]))
                if kind == "response":
                    payload = block.partition(b"\r\n\r\n")[2]
                    check(fields.get("warc-payload-digest"), payload, "payload")
                    payloads[fields["warc-record-id"]] = hashlib.sha256(payload).hexdigest()
                elif kind == "revisit":
                    payloads[fields["warc-record-id"]] = payloads[fields["warc-refers-to"]]
                else:
                    continue
                line = {"url": fields["warc-target-uri"], "type": kind, "sha256": payloads[fields["warc-record-id"]]}
                print(json.dumps(line))
            except (ValueError, KeyError) as error:
                sys.exit(f"{place}: {error!r}")
    for place, reference in references:
        if reference not in ids:
            sys.exit(f"{place}: refers to {reference}, which is not there")


main(sys.argv[1])
