"""Axes, places, groups and silhouettes of a matrix by scikit-learn, printed as JSON.

Run by the Python of the oracle environment, which has no Tomoni in it; reads from standard input
{"values": rows of 1, -1, 0 or null, "starts": {number: first centres}}.
"""

import json
import sys
import time

import numpy as np
from sklearn.cluster import KMeans
from sklearn.decomposition import PCA
from sklearn.impute import SimpleImputer
from sklearn.metrics import silhouette_score


def main() -> None:
    asked = json.load(sys.stdin)
    values = np.array(asked["values"], dtype=float)
    start = time.process_time()
    whole = SimpleImputer(strategy="mean").fit_transform(values)
    pca = PCA(n_components=2, svd_solver="full")
    places = pca.fit_transform(whole)
    answered = (~np.isnan(values)).sum(axis=1)
    places *= np.sqrt(values.shape[1] / answered)[:, None]
    groups = {}
    for number, first in asked["starts"].items():
        given = np.array(first)
        own = KMeans(len(given), init=given, n_init=1, tol=0, max_iter=1000).fit(places)
        free = KMeans(len(given), n_init=10, random_state=0).fit(places)
        groups[number] = {
            "labels": own.labels_.tolist(),
            "silhouette": float(silhouette_score(places, own.labels_)),
            "free_labels": free.labels_.tolist(),
        }
    answer = {
        "seconds": time.process_time() - start,
        "shares": pca.explained_variance_ratio_.tolist(),
        "directions": pca.components_.tolist(),
        "places": places.round(12).tolist(),
        "groups": groups,
    }
    sys.stdout.write(f"{json.dumps(answer)}\n")


main()
