"""Which catalogue on the web holds the types of which work."""

from collections.abc import Callable
from typing import Final

from django.conf import settings

from catalog.clients.base import Client
from catalog.clients.crro import CRRO
from catalog.clients.hellenistic import PCO, PELLA, SCO
from catalog.clients.nomisma import NomismaClient
from catalog.clients.numishare import NumishareClient, Series
from catalog.clients.ocre import OCRE
from catalog.clients.rpc import RpcClient
from coinstack.http import Network

RPC: Final = "rpc"


def _numishare(series: Series) -> Callable[[Network], Client]:
    return lambda network: NumishareClient(series, network, _address(series.code))


CLIENTS: Final[dict[str, Callable[[Network], Client]]] = {
    "ric": _numishare(OCRE),
    "rrc": _numishare(CRRO),
    "sc": _numishare(SCO),
    "price": _numishare(PELLA),
    "cpe": _numishare(PCO),
    RPC: lambda network: RpcClient(network, _address(RPC)),
}
"""By the code of the work (ric, rrc …)."""


def client_for(system: str, network: Network) -> Client | None:
    """Return the client of the catalogue that holds a work, None for a work that no known catalogue publishes."""
    make = CLIENTS.get(system)
    return make(network) if make else None


def is_switched_on(system: str) -> bool:
    """RPC Online is read only by those who chose to: its pages are meant for readers."""
    return system != RPC or settings.RPC_ONLINE


def nomisma(network: Network) -> NomismaClient:
    return NomismaClient(network, _address(NomismaClient.code))


def _address(code: str) -> str:
    """Another address than the catalogue's own, for a mirror or a test; '' for its own."""
    return settings.CATALOGUE_ADDRESSES.get(code, "")
