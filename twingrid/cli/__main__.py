"""`python -m twingrid.cli` is the same as `twingrid`."""

from twingrid.cli.main import main

if __name__ == "__main__":
    main()
