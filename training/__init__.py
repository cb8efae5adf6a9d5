"""How the learned data of the program is made; the program itself needs none of this."""
