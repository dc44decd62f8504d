"""Rules of the field as plain functions: each returns the valid value or says which rule broke."""

from aniworld_core.validators.addresses import catalogue_url
from aniworld_core.validators.files import backup_name, file_name, folder_path, safe_file_name
from aniworld_core.validators.listed import group_folder, group_language, left_out
from aniworld_core.validators.template import naming_template
from aniworld_core.validators.times import TimeWindow, time_window, wait_days
from aniworld_core.validators.words import (
    QUALITIES,
    episode_range,
    host_label,
    language_code,
    quality,
    series_name,
)

__all__ = [
    "QUALITIES",
    "TimeWindow",
    "backup_name",
    "catalogue_url",
    "episode_range",
    "file_name",
    "folder_path",
    "group_folder",
    "group_language",
    "host_label",
    "language_code",
    "left_out",
    "naming_template",
    "quality",
    "safe_file_name",
    "series_name",
    "time_window",
    "wait_days",
]
