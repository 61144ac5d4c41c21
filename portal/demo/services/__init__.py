"""Filling the demo city, through the services of the rooms."""

from portal.demo.services.filling import demo_city_is_there, empty_everything, fill_demo_city

__all__ = ["demo_city_is_there", "empty_everything", "fill_demo_city"]
