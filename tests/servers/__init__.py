"""Tests of the real server process: started, killed, without resources, and requested again."""
