from coinstack.tests.access_matrix import personal

ACCESS = [
    personal("collections:export"),
]
