"""A 3 × 3 binomial blur in integer arithmetic"""


def kernel(width, height, source, target):
    for y in range(1, height - 1):
        for x in range(1, width - 1):
            above = (y - 1) * width + x
            here = y * width + x
            below = (y + 1) * width + x
            sum = (
                source[above - 1]
                + 2 * source[above]
                + source[above + 1]
                + 2 * source[here - 1]
                + 4 * source[here]
                + 2 * source[here + 1]
                + source[below - 1]
                + 2 * source[below]
                + source[below + 1]
            )
            target[here] = (sum + 8) >> 4
