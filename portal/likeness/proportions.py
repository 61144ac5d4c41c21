"""Whether something is more frequent here than elsewhere."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from portal.likeness.clusters import Floats

Counts = NDArray[Any] | int


def z_of_difference(own: Counts, own_of: Counts, rest: Counts, rest_of: Counts) -> Floats:
    """The z of two proportions, `own` of `own_of` and `rest` of `rest_of`.

    Each is smoothed by one for and one against.
    """
    near, far = (own + 1) / (own_of + 2), (rest + 1) / (rest_of + 2)
    pooled = (own + rest + 2) / (own_of + rest_of + 4)
    deviation = np.sqrt(pooled * (1 - pooled) * (1 / (own_of + 2) + 1 / (rest_of + 2)))
    z: Floats = (near - far) / np.maximum(deviation, 1e-12)
    return z
