"""Deriche's recursive smoothing filter, along the rows of an image and then along its columns"""

import math


def kernel(w, h, alpha, imgIn, imgOut, y1, y2):
    k = ((1 - math.exp(-alpha)) * (1 - math.exp(-alpha))) / (1 + 2 * alpha * math.exp(-alpha) - math.exp(2 * alpha))
    a1 = k
    a5 = k
    a2 = k * math.exp(-alpha) * (alpha - 1)
    a6 = a2
    a3 = k * math.exp(-alpha) * (alpha + 1)
    a7 = a3
    a4 = -k * math.exp(-2 * alpha)
    a8 = a4
    b1 = math.pow(2, -alpha)
    b2 = -math.exp(-2 * alpha)
    c1 = 1
    c2 = 1
    for i in range(w):
        ym1 = 0
        ym2 = 0
        xm1 = 0
        for j in range(h):
            y1[i * h + j] = a1 * imgIn[i * h + j] + a2 * xm1 + b1 * ym1 + b2 * ym2
            xm1 = imgIn[i * h + j]
            ym2 = ym1
            ym1 = y1[i * h + j]
    for i in range(w):
        yp1 = 0
        yp2 = 0
        xp1 = 0
        xp2 = 0
        for j in range(h - 1, -1, -1):
            y2[i * h + j] = a3 * xp1 + a4 * xp2 + b1 * yp1 + b2 * yp2
            xp2 = xp1
            xp1 = imgIn[i * h + j]
            yp2 = yp1
            yp1 = y2[i * h + j]
    for i in range(w):
        for j in range(h):
            imgOut[i * h + j] = c1 * (y1[i * h + j] + y2[i * h + j])
    for j in range(h):
        tm1 = 0
        ym1 = 0
        ym2 = 0
        for i in range(w):
            y1[i * h + j] = a5 * imgOut[i * h + j] + a6 * tm1 + b1 * ym1 + b2 * ym2
            tm1 = imgOut[i * h + j]
            ym2 = ym1
            ym1 = y1[i * h + j]
    for j in range(h):
        tp1 = 0
        tp2 = 0
        yp1 = 0
        yp2 = 0
        for i in range(w - 1, -1, -1):
            y2[i * h + j] = a7 * tp1 + a8 * tp2 + b1 * yp1 + b2 * yp2
            tp2 = tp1
            tp1 = imgOut[i * h + j]
            yp2 = yp1
            yp1 = y2[i * h + j]
    for i in range(w):
        for j in range(h):
            imgOut[i * h + j] = c2 * (y1[i * h + j] + y2[i * h + j])
