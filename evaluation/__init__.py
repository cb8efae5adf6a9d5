"""Quality on labelled data: ``python -m evaluation`` prints every figure, ``--gate`` holds them to the floors."""
