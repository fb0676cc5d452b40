"""The JSON API of what is put together from the whole collection: imports, exports, figures."""

from ninja import Router

from collections_app.api.earlier import router as earlier_router
from collections_app.api.exporting import router as exporting_router
from collections_app.api.import_rows import router as import_rows_router
from collections_app.api.imports import router as imports_router
from collections_app.api.stats import router as stats_router

routers: tuple[tuple[str, Router], ...] = (
    ("/imports", imports_router),
    ("/imports", import_rows_router),
    ("/import", earlier_router),
    ("", exporting_router),
    ("/stats", stats_router),
)

__all__ = ["routers"]
