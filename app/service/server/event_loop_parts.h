#pragma once

#include "app/service/server/event_loop.h"

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>

// For the files that know Boost.
namespace tanba::service {

struct EventLoop::Parts {
    // One thread runs it.
    boost::asio::io_context context{1};
    boost::asio::executor_work_guard<boost::asio::io_context::executor_type> waits{context.get_executor()};
};

struct AcceptedSocket::Parts {
    boost::asio::ip::tcp::socket socket;
};

} // namespace tanba::service
