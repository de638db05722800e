"""The real server process: started, killed, starved, and asked again."""
