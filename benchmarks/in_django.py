"""Run `main` of a module with the portal set up: `python -m benchmarks.in_django MODULE …`."""

import importlib
import os
import sys

import django

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
    django.setup()
    importlib.import_module(sys.argv[1]).main(*sys.argv[2:])
