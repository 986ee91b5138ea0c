"""Black and white: which pixels reach the limit"""


def kernel(pixels, limit, source, target):
    for i in range(pixels):
        target[i] = 255 if source[i] >= limit else 0
