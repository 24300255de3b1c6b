#pragma once

#include "app/service/server/tls_settings.h"

#include <boost/asio/ssl/context.hpp>

// For the files that shake hands.
namespace tanba::service {

struct TlsSettings::Parts {
    boost::asio::ssl::context context{boost::asio::ssl::context::tls_server};
};

} // namespace tanba::service
