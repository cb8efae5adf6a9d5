"""The walk and who walks it: steps, executors."""
