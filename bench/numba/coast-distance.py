"""The squared distance, in degrees, from each point to the nearest vertex of the coast"""

import math


def kernel(points, px, py, vertices, vx, vy, distance):
    for p in range(points):
        least = math.inf
        for v in range(vertices):
            dx = vx[v] - px[p]
            dy = vy[v] - py[p]
            d = dx * dx + dy * dy
            if d < least:
                least = d
        distance[p] = least
