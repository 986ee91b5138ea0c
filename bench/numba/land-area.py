"""The area enclosed by all coasts, in square degrees: the shoelace formula over every segment"""


def kernel(segments, ax, ay, bx, by):
    twice = 0.0
    for s in range(segments):
        twice += ax[s] * by[s] - bx[s] * ay[s]
    return abs(twice) / 2
