"""Open311 GeoReport v2: reports from applications, and what anybody may read of them."""
