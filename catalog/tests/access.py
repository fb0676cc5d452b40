from coinstack.tests.access_matrix import staff_only

ACCESS = [
    staff_only("catalog:catalogues"),
    staff_only("catalog:load_vocabulary", method="post", staff=302, data=lambda owner: {"from": "download"}),
    staff_only(
        "catalog:load_types",
        method="post",
        staff=302,
        data=lambda owner: {"from": "download", "types-series": "ocre"},
    ),
]
