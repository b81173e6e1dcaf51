# SPDX-License-Identifier: MIT
"""Prints the scalars of an event file, a line each: wall time, step, tag, value. Written from the descriptions of the
formats alone: tensorflow/core/lib/io/record_writer.h, tensorflow/core/util/event.proto, summary.proto, protobuf's encoding."""

import struct
import sys


def crc32c(data):
    """Bit by bit, with the polynomial 0x1EDC6F41 reversed."""
    crc = 0xFFFFFFFF
    for byte in data:
        crc ^= byte
        for _ in range(8):
            crc = (crc >> 1) ^ (0x82F63B78 if crc & 1 else 0)
    return crc ^ 0xFFFFFFFF


def masked(crc):
    return (((crc >> 15) | (crc << 17)) + 0xA282EAD8) & 0xFFFFFFFF


def records(data):
    while data:
        length, length_crc = struct.unpack("<QI", data[:12])
        content, (content_crc,) = data[12 : 12 + length], struct.unpack("<I", data[12 + length : 16 + length])
        if masked(crc32c(data[:8])) != length_crc or masked(crc32c(content)) != content_crc:
            sys.exit("a checksum is wrong")
        yield content
        data = data[16 + length :]


def varint(data, place):
    value = shift = 0
    while True:
        byte = data[place]
        value |= (byte & 0x7F) << shift
        shift += 7
        place += 1
        if byte < 0x80:
            return value, place


def fields(data):
    """Number and value of each field: an integer, or the bytes of it."""
    place = 0
    while place < len(data):
        key, place = varint(data, place)
        kind = key & 7
        if kind == 0:
            value, place = varint(data, place)
        else:
            length, place = varint(data, place) if kind == 2 else ({1: 8, 5: 4}[kind], place)
            value, place = data[place : place + length], place + length
        yield key >> 3, value


def main():
    assert crc32c(b"123456789") == 0xE3069283, "the check value of CRC-32C"
    with open(sys.argv[1], "rb") as file:
        data = file.read()
    for record in records(data):
        event = dict(fields(record))
        (wall_time,) = struct.unpack("<d", event[1])
        if 3 in event:
            print(f"{wall_time} {event[3].decode()}")
        step = event.get(2, 0)
        step -= (step >> 63) << 64
        for _, value in fields(event.get(5, b"")):
            scalar = dict(fields(value))
            print(f"{wall_time} {step} {scalar[1].decode()} {struct.unpack('<f', scalar[2])[0]}")


if __name__ == "__main__":
    main()
