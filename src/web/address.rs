//! Where a request comes from, as far as limits and scopes go.

use super::door::app_of;
use actix_web::HttpRequest;
use std::net::{IpAddr, Ipv6Addr};

/// The sender's address as text: what limits and counts go by.
pub fn address_of(request: &HttpRequest) -> String {
    of(request).to_string()
}

/// The sender's address; of IPv6 the /64, because one household has all of it.
///
/// `X-Forwarded-For` counts only when the connection comes from a proxy of `server.trusted_proxies`; then the
/// last entry that is not such a proxy is the sender.
pub(super) fn of(request: &HttpRequest) -> IpAddr {
    let peer = request.peer_addr().map_or(IpAddr::V6(Ipv6Addr::UNSPECIFIED), |peer| peer.ip());
    let Ok(app) = app_of(request) else { return network(peer) };
    let trusted = &app.config().server.trusted_proxies;
    network(if trusted.contains(&peer) { forwarded(request, trusted).unwrap_or(peer) } else { peer })
}

fn forwarded(request: &HttpRequest, trusted: &[IpAddr]) -> Option<IpAddr> {
    let mut entries: Vec<&str> = Vec::new();
    for value in request.headers().get_all("X-Forwarded-For") {
        entries.extend(value.to_str().ok()?.split(',').map(str::trim));
    }
    let addresses = entries.into_iter().rev().map(|entry| entry.parse::<IpAddr>().ok());
    addresses.map_while(|address| address).find(|address| !trusted.contains(address))
}

fn network(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V4(_) => address,
        IpAddr::V6(six) => match six.to_ipv4_mapped() {
            Some(four) => IpAddr::V4(four),
            None => IpAddr::V6(Ipv6Addr::from_bits(six.to_bits() >> 64 << 64)),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_ipv6_household_is_one_sender() {
        let network = |text: &str| network(text.parse().unwrap()).to_string();
        assert_eq!(network("2001:db8:1:2:3:4:5:6"), "2001:db8:1:2::");
        assert_eq!(network("::ffff:192.0.2.7"), "192.0.2.7");
        assert_eq!(network("192.0.2.7"), "192.0.2.7");
    }
}
