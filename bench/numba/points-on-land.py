"""Which points lie on land: the even-odd rule against every segment of the coast"""


def kernel(points, px, py, segments, ax, ay, bx, by, on_land):
    for p in range(points):
        x = px[p]
        y = py[p]
        inside = False
        for s in range(segments):
            if (ay[s] > y) != (by[s] > y) and x < ((bx[s] - ax[s]) * (y - ay[s])) / (by[s] - ay[s]) + ax[s]:
                inside = not inside
        on_land[p] = 1 if inside else 0
