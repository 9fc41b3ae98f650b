"""`twingrid run`: the database, the site and its jobs under one supervisor."""
