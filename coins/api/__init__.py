"""The JSON API of the collection: coins and whatever hangs off them."""

from ninja import Router

from coins.api.coins import router as coins_router
from coins.api.images import router as images_router
from coins.api.places import router as places_router
from coins.api.rows import router as rows_router
from coins.api.trash import router as trash_router

routers: tuple[tuple[str, Router], ...] = (
    ("/coins", coins_router),
    ("", trash_router),
    ("", rows_router),
    ("", images_router),
    ("", places_router),
)

__all__ = ["routers"]
