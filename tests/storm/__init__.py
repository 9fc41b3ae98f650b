"""The storm: thousands of deliveries through the stand-ins, workers killed, a gateway down; see __main__."""
