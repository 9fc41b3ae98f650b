"""Files of a city lie in the city's own folder, never beside another's."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.storage import FileSystemStorage
from django.db import connection


class CityStorage(FileSystemStorage):
    """A file store rooted at MEDIA_ROOT/<schema>; it has no public URL: files leave through a checked view."""

    def __init__(self, **options: Any) -> None:
        super().__init__(file_permissions_mode=0o600, directory_permissions_mode=0o700, **options)

    @property
    def base_location(self) -> str:  # Django caches it; a city's must not be cached
        city: Any = connection  # the stubs know Django's own connection only
        return str(Path(settings.MEDIA_ROOT) / city.schema_name)

    @property
    def location(self) -> str:  # see base_location
        return str(Path(self.base_location).resolve())
