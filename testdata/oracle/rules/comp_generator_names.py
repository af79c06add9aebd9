"""What generators say of themselves: where they lie is another place in every run."""
import ipaddress


class Holder:
    def each(self, values):
        return (value for value in values)


AT_TOP = (letter for letter in "ab")


def rule(event):
    return True


def title(event):
    nested = [(a for a in [b]) for b in (1, 2)]
    late = lambda: (c for c in [1])
    return str([(x for x in [event]), nested, late(), Holder().each([1]), AT_TOP])


def dedup(event):
    network = ipaddress.ip_network("10.0.0.0/30")
    wide = ipaddress.ip_network("2001:db8::/125")
    made = [iter(network), network.hosts(), wide.hosts(), network.subnets(), network.address_exclude(network)]
    made.append(ipaddress.summarize_address_range(network[0], network[3]))
    made.append(ipaddress.collapse_addresses([network]))
    return str(made)
