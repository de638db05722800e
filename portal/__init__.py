"""The provincial portal: a Django project that runs the contest extension."""
